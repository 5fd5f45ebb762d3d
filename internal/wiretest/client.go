package wiretest

import "net/http"

// plainClient switches off what would hide the answer as it was sent.
func plainClient(client *http.Client) *http.Client {
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}
	if transport, ok := client.Transport.(*http.Transport); ok {
		transport.DisableCompression = true
	}
	return client
}
