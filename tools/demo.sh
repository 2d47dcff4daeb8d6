#!/bin/sh
# Open the example hub: the application in a terminal, plain lines elsewhere.
# A copy in a temporary folder keeps the project's own files out of it.
set -eu
program=$1
exec "$program" --hub "$(dirname "$0")/../starter"
