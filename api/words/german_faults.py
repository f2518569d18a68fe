"""What is wrong, in German, by the English templates of the errors (`api.words.german`)."""

from __future__ import annotations

from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    # questions
    # rules of calls
    "{clause}: unknown kind of clause {wrong}; known are {known}": "{clause}: unbekannte Art von Regel {wrong}; "
    "bekannt sind {known}",
    "{clause}: unknown condition {wrong}; known are {known}": "{clause}: unbekannte Bedingung {wrong}; bekannt sind "
    "{known}",
    "{clause}: unknown fact {wrong}; known are {known}": "{clause}: unbekannte Angabe {wrong}; bekannt sind {known}",
    "unknown fact {wrong}; known are {known}": "unbekannte Angabe {wrong}; bekannt sind {known}",
    "{clause}: clauses of the kind {kind} have no words": "{clause}: Regeln der Art {kind} haben keine Worte",
    "{clause}: clauses of the kind {kind} are not judged for a town or a call": "{clause}: Regeln der Art {kind} "
    "werden nicht für eine Kommune oder einen Aufruf geprüft",
    "{wrong} is not one of {known}": "{wrong} gibt es nicht; möglich sind {known}",
    "{wrong} is not a day; write 2015-01-01": "{wrong} ist kein Tag; schreiben Sie 2015-01-01",
    "en or de": "en oder de",
    "{wrong} is not a two-letter country code such as DE": "{wrong} ist kein Ländercode aus zwei Buchstaben wie DE",
    "a consortium needs at least one town to begin with": "ein Konsortium beginnt mit mindestens einer Kommune",
    # stores and settings
    # models
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
    "seed/data/sources.csv, row {row}: needs an id of its own, a title and a licence": "seed/data/sources.csv, Zeile "
    "{row}: braucht eine eigene Kennung, einen Titel und eine Lizenz",
}
