package ginproblem_test

import (
	"errors"
	"mime/multipart"
	"time"
)

// secret stands in texts of errors that nobody has declared public.
const secret = "pgx: password=hunter2"

// extent can be sent as JSON, or by its members.
type extent struct {
	Width  int `json:"w" binding:"min=1"`
	Height int `json:"h" binding:"min=1"`
}

type place struct {
	Street string `json:"street" form:"street" binding:"required"`
	Zip    string `json:"zip" form:"zip" binding:"required,len=5,numeric"`
}

// release reads itself, and says more than it should when it fails.
type release struct{ Text string }

func (v *release) UnmarshalParam(text string) error {
	if text == "broken" {
		return errors.New("open /etc/releases.conf: " + secret)
	}
	v.Text = text
	return nil
}

type paging struct {
	Level int `form:"level" binding:"max=9"`
}

type search struct {
	Words    string         `form:"q" binding:"required,max=20"`
	Page     int            `form:"page" binding:"omitempty,min=1"`
	Size     uint8          `form:"size" binding:"omitempty,max=100"`
	Price    float64        `form:"price"`
	Active   bool           `form:"active"`
	Since    time.Time      `form:"since"`
	Day      time.Time      `form:"day" time_format:"2006-01-02"`
	Unix     time.Time      `form:"unix" time_format:"unix"`
	Wait     time.Duration  `form:"wait"`
	Sort     string         `form:"sort" binding:"omitempty,oneof=asc desc"`
	IDs      []int          `form:"ids" binding:"omitempty,max=3,dive,min=1"`
	CSV      []int          `form:"csv" collection_format:"csv"`
	Pair     [2]int         `form:"pair"`
	Filter   *extent        `form:"filter"`
	Map      map[string]int `form:"map"`
	Pointer  *int           `form:"ptr"`
	Untagged int
	Skipped  string  `form:"-" binding:"max=3"`
	Release  release `form:"release"`
	paging
}

type byPath struct {
	ID   int    `uri:"id" binding:"required,min=1"`
	Kind string `uri:"kind" binding:"required,oneof=a b"`
}

type byHeader struct {
	Rate   int           `header:"X-Rate" binding:"omitempty,max=10"`
	Domain string        `header:"Domain" binding:"required"`
	Token  string        `header:"Authorization" binding:"omitempty,startswith=Bearer "`
	Since  time.Time     `header:"If-Since"`
	Wait   time.Duration `header:"X-Wait"`
	Multi  []int         `header:"X-Multi"`
	Extent *extent       `header:"X-Extent"`
}

type byCookie struct {
	Session string `cookie:"session" binding:"required"`
	Visits  int    `cookie:"visits" binding:"max=9"`
}

type signUp struct {
	Name  string `form:"name" binding:"required"`
	Qty   int8   `form:"qty" binding:"omitempty,max=99"`
	Mail  string `form:"mail" binding:"omitempty,email"`
	OK    bool   `form:"ok"`
	Ship  place  `form:"ship" binding:"-"`
	Lines []int  `form:"lines"`
}

type upload struct {
	Name  string                   `form:"name" binding:"required"`
	Qty   int8                     `form:"qty"`
	File  *multipart.FileHeader    `form:"file" binding:"required"`
	Files []*multipart.FileHeader  `form:"files" binding:"omitempty,max=2"`
	Two   [2]*multipart.FileHeader `form:"two"`
	Text  string                   `form:"str"`
}

type delivery struct {
	Ship   place   `form:"ship"`
	Extent *extent `form:"extent"`
}

// dotted has names that look like places in each other, and lists of JSON.
type dotted struct {
	User    int      `form:"user"`
	Name    string   `form:"user.name" binding:"required"`
	Extents []extent `form:"extent" binding:"dive"`
}

type unreadableKind struct {
	C chan int `form:"c"`
}

type unreadableList struct {
	C []int `form:"c" collection_format:"semi"`
}

type unreadableZone struct {
	C time.Time `form:"c" time_location:"Mars/Base"`
}

type unreadableDefault struct {
	C int `form:"c,default=many"`
}
