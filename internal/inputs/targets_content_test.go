package inputs_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Every name that Go sees in these types begins with Go, so that one look at a
// document tells whether such a name has reached the client.

// GoOrder is read and not checked.
type GoOrder struct {
	GoID     int64          `json:"id"`
	GoName   string         `json:"name"`
	GoSmall  int8           `json:"small"`
	GoU      uint           `json:"u"`
	GoF32    float32        `json:"f32"`
	GoActive bool           `json:"active"`
	GoWhen   time.Time      `json:"when"`
	GoWait   time.Duration  `json:"wait"`
	GoBlob   []byte         `json:"blob"`
	GoShip   *GoSize        `json:"ship"`
	GoItems  []GoLine       `json:"items"`
	GoMatrix [][]int        `json:"matrix"`
	GoPair   [2]int         `json:"pair"`
	GoMeta   map[string]int `json:"meta"`
	GoByID   map[int]GoLine `json:"by_id"`
	GoColor  GoColor        `json:"color"`
	GoCost   GoMoney        `json:"cost"`
	GoAny    any            `json:"any"`
	GoWeird  int            `json:"a/b~c"`
	GoDotted int            `json:"a.b"`
	GoNoTag  int
	GoHidden string `json:"-"`
	GoOmit   int    `json:"omit,omitempty"`
	GoQuoted int    `json:"quoted,string"`
	GoAudit
}

// GoAudit is embedded, so that its fields are members of what is around it.
type GoAudit struct {
	GoCreatedBy string `json:"created_by"`
	GoLevel     int    `json:"level"`
}

// GoLine is an element.
type GoLine struct {
	GoSKU  string   `json:"sku"`
	GoQty  int8     `json:"qty"`
	GoTags []string `json:"tags"`
	GoDims *GoSize  `json:"dims"`
}

// GoSize has rules, which only GoChecked and its like make count.
type GoSize struct {
	GoW int `json:"w" binding:"min=1"`
	GoH int `json:"h" binding:"min=1"`
}

// GoColor asks a database, whose errors tell of it.
type GoColor string

func (c *GoColor) UnmarshalText(text []byte) error {
	if *c = GoColor(text); *c == "red" || *c == "green" {
		return nil
	}
	return fmt.Errorf("colors: SELECT id FROM colors WHERE name='%s': dial tcp 10.0.0.7:5432: secret", text)
}

// GoMoney reads JSON by itself, with errors of its own and of encoding/json.
type GoMoney struct{ cents int64 }

func (m *GoMoney) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	if _, err := fmt.Sscan(text, &m.cents); err != nil {
		return &GoMoneyError{text}
	}
	return nil
}

// GoMoneyError quotes what the client sent.
type GoMoneyError struct{ text string }

func (e *GoMoneyError) Error() string { return "money: no amount: " + e.text }

// GoBoom panics.
type GoBoom struct{}

func (GoBoom) UnmarshalJSON([]byte) error { panic("boom at /srv/app/secret") }

// What nothing can be read into is the program's mistake.
type (
	withBoom struct {
		GoB GoBoom `json:"b"`
	}
	withChannel struct {
		GoC chan int `json:"c"`
	}
	withReader struct {
		GoR io.Reader `json:"r"`
	}
	withEmbedded struct{ *hidden }

	hidden struct {
		GoX int `json:"x"`
	}
)

// GoDocument is read from XML, YAML and TOML.
type GoDocument struct {
	GoID   int64     `xml:"id" json:"id" yaml:"id" toml:"id" binding:"required,min=1"`
	GoName string    `xml:"name" json:"name" yaml:"name" toml:"name" binding:"required,max=10"`
	GoShip GoAddress `xml:"ship" json:"ship" yaml:"ship" toml:"ship" binding:"-"`
	GoTags []string  `xml:"tags>tag" json:"tags" yaml:"tags" toml:"tags" binding:"dive,min=2"`
	GoQty  int8      `xml:"qty,attr" json:"qty" yaml:"qty" toml:"qty"`
	GoWhen time.Time `xml:"when" json:"when" yaml:"when" toml:"when"`
	GoOn   bool      `xml:"on" json:"on" yaml:"on" toml:"on"`
}

// GoSem is a parameter with a reading of its own.
type GoSem struct{ text string }

func (s *GoSem) UnmarshalParam(text string) error {
	if s.text = text; text == "bad" {
		return errors.New("versions: /etc/app.conf: secret lookup of " + text)
	}
	return nil
}
