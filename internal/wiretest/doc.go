// Package wiretest runs handlers behind real servers, over HTTP/1.1 and HTTP/2,
// and shows what a client gets to see of them. It serves the tests of this
// module only.
//
// A recorder cannot tell whether an answer was complete, whether the connection
// survived it, or what the server put in place of a missing header. A socket
// can. All sockets are on 127.0.0.1.
//
//	for _, proto := range wiretest.Protos() {
//		t.Run(proto.String(), func(t *testing.T) {
//			server := wiretest.Start(t, proto, handler)
//			answer := server.Do(t, "GET", "/", wiretest.Header("Accept", "*/*"))
//			require.NoError(t, answer.Err)
//		})
//	}
package wiretest
