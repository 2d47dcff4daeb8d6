#!/bin/sh
# Open the example hub: the application in a terminal, plain lines elsewhere.
set -eu
program=$1
exec "$program" --hub "$(dirname "$0")/../starter"
