package inputs_test

import (
	"mime/multipart"
	"time"
)

// GoQuery is read from the query of the URL.
type GoQuery struct {
	GoQ      string         `form:"q" query:"q" binding:"required,max=20"`
	GoPage   int            `form:"page" query:"page" binding:"omitempty,min=1"`
	GoSize   uint8          `form:"size" query:"size" binding:"omitempty,max=100"`
	GoPrice  float64        `form:"price" query:"price"`
	GoActive bool           `form:"active" query:"active"`
	GoSince  time.Time      `form:"since" query:"since"`
	GoDay    time.Time      `form:"day" query:"day" time_format:"2006-01-02"`
	GoUnix   time.Time      `form:"unix" query:"unix" time_format:"unix"`
	GoWait   time.Duration  `form:"wait" query:"wait"`
	GoSort   string         `form:"sort" query:"sort" binding:"omitempty,oneof=asc desc"`
	GoIDs    []int          `form:"ids" query:"ids" binding:"omitempty,max=3,dive,min=1"`
	GoCSV    []int          `form:"csv" query:"csv" collection_format:"csv"`
	GoPair   [2]int         `form:"pair" query:"pair"`
	GoFilter *GoSize        `form:"filter" query:"filter"`
	GoMap    map[string]int `form:"map" query:"map"`
	GoPtr    *int           `form:"ptr" query:"ptr"`
	GoNoTag  int
	GoSkip   string `form:"-" query:"-" binding:"max=3"`
	GoCustom GoSem  `form:"custom" query:"custom"`
	GoDepth
}

// GoDepth is embedded.
type GoDepth struct {
	GoLevel int `form:"level" query:"level" binding:"max=9"`
}

// Parameters that only the program can mend.
type (
	queryChannel struct {
		GoC chan int `form:"c"`
	}
	queryCollection struct {
		GoC []int `form:"c" collection_format:"semi"`
	}
	queryLocation struct {
		GoC time.Time `form:"c" time_location:"Mars/Base"`
	}
)

// GoRoute is read from the path.
type GoRoute struct {
	GoID   int    `uri:"id" path:"id" binding:"required,min=1"`
	GoKind string `uri:"kind" path:"kind" binding:"required,oneof=a b"`
}

// GoNamed is read from a path with one parameter.
type GoNamed struct {
	GoID string `uri:"id" path:"id" binding:"required,uuid"`
}

// GoFields is read from header fields.
type GoFields struct {
	GoRate   int           `header:"X-Rate" binding:"omitempty,max=10"`
	GoDomain string        `header:"Domain" binding:"required"`
	GoToken  string        `header:"Authorization" binding:"omitempty,startswith=Bearer "`
	GoSince  time.Time     `header:"If-Since"`
	GoWait   time.Duration `header:"X-Wait"`
	GoMulti  []int         `header:"X-Multi"`
	GoNested *GoSize       `header:"X-Dims"`
}

// GoForm is read from a form.
type GoForm struct {
	GoName  string    `form:"name" binding:"required"`
	GoQty   int8      `form:"qty" binding:"omitempty,max=99"`
	GoMail  string    `form:"mail" binding:"omitempty,email"`
	GoOk    bool      `form:"ok"`
	GoShip  GoAddress `form:"ship" binding:"-"`
	GoLines []int     `form:"lines"`
}

// GoUpload is read from a form with files.
type GoUpload struct {
	GoName  string                   `form:"name" binding:"required"`
	GoQty   int8                     `form:"qty"`
	GoFile  *multipart.FileHeader    `form:"file" binding:"required"`
	GoFiles []*multipart.FileHeader  `form:"files" binding:"omitempty,max=2"`
	GoTwo   [2]*multipart.FileHeader `form:"two"`
	GoStr   string                   `form:"str"`
}
