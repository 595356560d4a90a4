#!/bin/sh
# Electron refuses its sandbox to root. Started by root, it runs as an unprivileged user instead of without a sandbox.
# With KONTOR_KEYRING it runs in a D-Bus session of its own, with an unlocked keyring in it.
if [ -n "$KONTOR_KEYRING" ]; then
  set -- dbus-run-session -- sh -c \
    'printf "%s" "$KONTOR_KEYRING" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" "$@"' \
    "$KONTOR_EXECUTABLE" --password-store=gnome-libsecret "$@"
else
  set -- "$KONTOR_EXECUTABLE" "$@"
fi
if [ "$(id -u)" -eq 0 ]; then
  exec setpriv --reuid="$KONTOR_APP_UID" --regid="$KONTOR_APP_GID" --clear-groups -- "$@"
fi
exec "$@"
