// Package orders is the domain of the example API. It knows nothing of HTTP: its
// errors are plain Go errors.
package orders

import (
	"errors"
	"fmt"
)

// Order is what a client sends.
type Order struct {
	Email    string `json:"email" binding:"required,email"`
	Password string `json:"password" binding:"required,min=8"`
	Items    []Item `json:"items" binding:"required,min=1,dive"`
}

// Item is one line of an order.
type Item struct {
	SKU string `json:"sku" binding:"required"`
	Qty int    `json:"qty" binding:"gte=1"`
}

// Receipt is what a client gets.
type Receipt struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

// Errors of the domain.
var (
	ErrNoOrder = errors.New("orders: no such order")
	ErrForeign = errors.New("orders: the order belongs to somebody else")
	ErrBusy    = errors.New("orders: the payment service is busy")
)

// CreditError says how much is missing.
type CreditError struct{ Balance, Cost int }

// Error returns a text for logs.
func (e *CreditError) Error() string {
	return fmt.Sprintf("orders: balance %d, cost %d", e.Balance, e.Cost)
}

// errDriver is what a database says when it should not.
var errDriver = errors.New(`pq: password authentication failed for user "orders"`)

// Create stores an order.
func Create(Order) Receipt { return Receipt{ID: "42", Status: "open"} }

// Get returns an order.
func Get(id string) (Receipt, error) {
	switch id {
	case "42", "poor", "busy", "db":
		return Receipt{ID: id, Status: "open"}, nil
	case "7":
		return Receipt{}, fmt.Errorf("get %s: %w", id, ErrForeign)
	}
	return Receipt{}, fmt.Errorf("get %s: %w", id, ErrNoOrder)
}

// Pay pays an order.
func Pay(id string) (Receipt, error) {
	if _, err := Get(id); err != nil {
		return Receipt{}, err
	}
	switch id {
	case "poor":
		return Receipt{}, fmt.Errorf("pay: %w", &CreditError{Balance: 30, Cost: 50})
	case "busy":
		return Receipt{}, fmt.Errorf("pay: %w", ErrBusy)
	case "db":
		return Receipt{}, fmt.Errorf("pay: %w", errDriver)
	}
	return Receipt{ID: id, Status: "paid"}, nil
}

var orderKinds = [...]string{"cash", "card"}

// Panic is a mistake in the program.
func Panic() {
	var prices []int
	for i := range orderKinds {
		prices[i]++
	}
}
