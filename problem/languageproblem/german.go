package languageproblem

import "maps"

// German has all built-in texts in German.
func German() Catalog {
	templates := map[string]string{}
	for _, table := range [...]map[string]string{germanTitles, germanInput, germanFrames} {
		maps.Copy(templates, table)
	}
	for _, table := range [...]map[string]string{germanPresence, germanSizes, germanValues, germanFields, germanWords, germanFormats, germanCodes, germanNetwork} {
		for key, template := range table {
			templates["rule."+key] = template
		}
	}
	return catalog{"de", templates}
}

var germanFrames = map[string]string{
	"say.or":           "{0} oder {1}",
	"say.name":         "der Name eines Eintrags {0}",
	"say.value":        `{0}: "{1}"`,
	"say.other_field":  "ein anderes Feld",
	"say.other_fields": "andere Felder",
	"say.at":           "{0} (Zeile {1}, Spalte {2})",
	"say.in_string":    "{0}, in einer Zeichenkette",
	"say.at_line":      "{0} (Zeile {1})",
	"say.item":         "Element {1} {0}",
	"say.invalid":      "ist ungültig",
}

var germanInput = map[string]string{
	"input.empty.content":                  "die Anfrage braucht einen Inhalt",
	"input.empty.null":                     "der Inhalt der Anfrage darf nicht null sein",
	"input.truncated.content":              "der Inhalt der Anfrage endet zu früh",
	"input.trailing_data.json":             "der Inhalt der Anfrage geht nach dem JSON-Wert weiter",
	"input.too_deep.content":               "der Inhalt der Anfrage ist zu tief verschachtelt",
	"input.malformed.json":                 "der Inhalt der Anfrage ist kein gültiges JSON",
	"input.malformed.utf8":                 "der Inhalt der Anfrage ist kein gültiges UTF-8",
	"input.malformed.byte_order_mark":      "der Inhalt der Anfrage beginnt mit einer Bytereihenfolge-Markierung",
	"input.wrong_type.string":              "muss eine Zeichenkette sein",
	"input.wrong_type.base64":              "muss eine Zeichenkette in Base64 sein",
	"input.wrong_type.integer":             "muss eine ganze Zahl sein",
	"input.wrong_type.number":              "muss eine Zahl sein",
	"input.wrong_type.boolean":             "muss true oder false sein",
	"input.wrong_type.array":               "muss eine Liste sein",
	"input.wrong_type.object":              "muss ein Objekt sein",
	"input.wrong_type.other":               "muss einen anderen Typ haben",
	"input.wrong_type.time":                "muss ein Datum oder eine Uhrzeit in der dokumentierten Form sein",
	"input.wrong_type.timestamp":           "muss ein Zeitpunkt sein, etwa 2024-01-31T12:00:00Z",
	"input.wrong_name.integer":             "muss als Namen eine ganze Zahl haben",
	"input.wrong_name.value":               "muss einen gültigen Namen haben",
	"input.out_of_range.number":            "ist außerhalb des zulässigen Bereichs",
	"input.duplicate.member":               "kommt mehr als einmal vor",
	"input.unknown.member":                 "ist kein bekannter Eintrag",
	"input.invalid.value":                  "ist ungültig",
	"input.wrong_type.file":                "muss eine Datei sein",
	"input.wrong_type.no_file":             "darf keine Datei sein",
	"input.wrong_type.duration":            "muss eine Dauer sein, etwa 1h30m",
	"input.wrong_type.json":                "muss JSON in der dokumentierten Form sein",
	"input.unknown.parameter":              "ist kein bekannter Parameter",
	"input.malformed.text":                 "ist kein gültiges UTF-8",
	"input.malformed.control":              "darf keine Steuerzeichen enthalten",
	"input.malformed.query":                "die Abfrage der URL ist ungültig: Prozentzeichen und Semikolon müssen maskiert sein",
	"input.malformed.form":                 "der Inhalt der Anfrage ist kein gültiges Formular",
	"input.too_many_parameters.count":      "es sind mehr als {0} Parameter",
	"input.malformed.xml":                  "der Inhalt der Anfrage ist kein gültiges XML",
	"input.malformed.yaml":                 "der Inhalt der Anfrage ist kein gültiges YAML",
	"input.malformed.toml":                 "der Inhalt der Anfrage ist kein gültiges TOML",
	"input.wrong_type.some":                "ein Wert hat einen anderen Typ",
	"input.out_of_range.some":              "eine Zahl ist außerhalb des zulässigen Bereichs",
	"input.invalid.some":                   "ein Wert ist ungültig",
	"input.wrong_type.root":                "das Wurzelelement der Anfrage ist ein anderes",
	"input.trailing_data.element":          "der Inhalt der Anfrage geht nach dem Wurzelelement weiter",
	"input.trailing_data.document":         "der Inhalt der Anfrage hat mehr als ein Dokument",
	"input.too_deep.aliases":               "der Inhalt der Anfrage hat zu viele Aliasse",
	"input.wrong_type.null_in_list":        "darf in einer Liste kein null haben",
	"input.wrong_type.null":                "darf nicht null sein",
	"input.malformed.boundary":             "der Content-Type nennt keine Grenze (boundary)",
	"input.required.file":                  "eine Datei ist erforderlich",
	"input.wrong_length.files":             "muss eine andere Zahl von Dateien haben",
	"input.wrong_length.values":            "muss eine andere Zahl von Werten haben",
	"input.too_large.limit":                "der Inhalt darf nicht größer als {0} {0|Byte|Bytes} sein",
	"input.too_large.content":              "der Inhalt ist zu groß",
	"input.unsupported_media_type.one":     "der Content-Type muss {0} sein",
	"input.unsupported_media_type.several": "der Content-Type muss einer von diesen sein: {0}",
	"input.unsupported_encoding.xml":       "das XML muss in UTF-8 sein",
	"input.unsupported_coding.content":     "der Inhalt darf kein Content-Encoding haben",
	"input.wrong_length.items":             "muss genau {0} {0|Element|Elemente} haben",
}

var germanTitles = map[string]string{
	"title.400": "Fehlerhafte Anfrage",
	"title.401": "Anmeldung erforderlich",
	"title.402": "Bezahlung erforderlich",
	"title.403": "Zugriff verweigert",
	"title.404": "Nicht gefunden",
	"title.405": "Methode nicht erlaubt",
	"title.406": "Keine passende Darstellung",
	"title.407": "Anmeldung am Proxy erforderlich",
	"title.408": "Zeitüberschreitung der Anfrage",
	"title.409": "Konflikt",
	"title.410": "Nicht mehr vorhanden",
	"title.411": "Längenangabe erforderlich",
	"title.412": "Vorbedingung nicht erfüllt",
	"title.413": "Inhalt zu groß",
	"title.414": "URI zu lang",
	"title.415": "Medientyp nicht unterstützt",
	"title.416": "Bereich nicht verfügbar",
	"title.417": "Erwartung nicht erfüllbar",
	"title.421": "Fehlgeleitete Anfrage",
	"title.422": "Inhalt nicht verarbeitbar",
	"title.423": "Gesperrt",
	"title.424": "Abhängigkeit fehlgeschlagen",
	"title.425": "Zu früh",
	"title.426": "Protokollwechsel erforderlich",
	"title.428": "Vorbedingung erforderlich",
	"title.429": "Zu viele Anfragen",
	"title.431": "Kopffelder der Anfrage zu groß",
	"title.451": "Aus rechtlichen Gründen nicht verfügbar",
	"title.500": "Interner Serverfehler",
	"title.501": "Nicht implementiert",
	"title.502": "Fehlerhafte Antwort eines anderen Servers",
	"title.503": "Dienst nicht verfügbar",
	"title.504": "Keine rechtzeitige Antwort eines anderen Servers",
	"title.505": "HTTP-Version nicht unterstützt",
	"title.506": "Fehler bei der Wahl der Darstellung",
	"title.507": "Nicht genug Speicherplatz",
	"title.508": "Endlosschleife erkannt",
	"title.511": "Anmeldung im Netzwerk erforderlich",
	"title.4xx": "Fehler in der Anfrage",
	"title.5xx": "Fehler des Servers",
}
