#!/bin/sh
# Installs the Debian packages named, where this user may and the machine has apt. Otherwise it says which are missing:
# what needs them says so itself, and tests that do are skipped with the reason.
mangler=""
for pakke in "$@"; do
  dpkg-query --show --showformat='${Status}' "$pakke" 2>/dev/null | grep -q "ok installed" || mangler="$mangler $pakke"
done
[ -z "$mangler" ] && exit 0
som=""
[ "$(id -u)" = 0 ] || som="sudo -n"
if command -v apt-get >/dev/null && $som true 2>/dev/null; then
  echo "Installerer Debian-pakker:$mangler …"
  export DEBIAN_FRONTEND=noninteractive
  $som apt-get install -y -qq --no-install-recommends $mangler >/dev/null 2>&1 && exit 0
  $som apt-get update -qq >/dev/null 2>&1 && $som apt-get install -y -qq --no-install-recommends $mangler >/dev/null && exit 0
fi
echo "Mangler Debian-pakker:$mangler. Installer dem med: sudo apt-get install$mangler"
exit 0
