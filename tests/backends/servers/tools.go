//go:build tools

package servers

import _ "github.com/fsouza/fake-gcs-server"
