package wiretest

import "time"

// SetPatience lets a test of the limit end before the limit of a usual test.
func (s *Server) SetPatience(limit time.Duration) { s.patience = limit }
