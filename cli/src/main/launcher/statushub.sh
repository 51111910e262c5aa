#!/bin/sh
# statushub: announces deployments on a StatusHub status page.
# A shell script with a jar behind it: do not edit. Needs Java 17 or newer. See: statushub --help

build='@BUILD@'

# Nothing that is wrong with this machine keeps a deployment from running, if "--" shows where its command begins.
fail() {
  printf 'StatusHub: %s\n' "$1" >&2
  [ "${2:-}" = run ] || exit 1
  while [ $# -gt 1 ]; do
    shift
    if [ "$1" = -- ] && [ $# -gt 1 ]; then
      shift
      printf 'StatusHub: the command runs now, and nothing is announced\n' >&2
      exec "$@"
    fi
  done
  exit 1
}

# The first file that Java opens would take the place of a closed one, and the command would read or write it.
{ true 3<&0; } 2> /dev/null || exec < /dev/null
{ true 3>&1; } 2> /dev/null || exec > /dev/null
true 3>&2 || exec 2> /dev/null

# "sh statushub" finds it like a command.
self=$0
case $self in
  /*) ;;
  */*) self=$PWD/$self ;;
  *)
    if [ -f "$self" ]; then
      self=$PWD/$self
    else
      self=$(command -v -- "$self")
    fi
    ;;
esac

case $self in
  *:*) fail "Java can't read a file whose path has a colon; move this one elsewhere: $self" "$@" ;;
esac

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
  home=$JAVA_HOME
elif java=$(command -v java) && [ -n "$java" ]; then
  home=$(readlink -f -- "$java" 2> /dev/null) || home=$java
  home=${home%/bin/java}
else
  fail 'Java was not found, neither in JAVA_HOME nor in PATH; install Java 17 or newer, or set JAVA_HOME' "$@"
fi

# JDKs have said their version in this file since Java 7; reading it starts no process.
version=
if [ -r "$home/release" ]; then
  while IFS='=' read -r name value; do
    case $name in
      JAVA_VERSION) version=${value#\"} && version=${version%%\"*} ;;
      JAVA_RUNTIME_VERSION) runtime=${value#\"} && runtime=${runtime%%\"*} ;;
    esac
  done < "$home/release"
fi
if [ -z "$version" ]; then
  version=$("$java" -version 2>&1 | sed -n '/ version "/{s/.* version "\([^"]*\)".*/\1/p;q;}')
fi
major=${version%%[!0-9]*}
if [ -n "$major" ] && [ "$major" -lt 17 ]; then
  fail "$java is Java $version, which is too old; needed: Java 17 or newer. Set JAVA_HOME to one" "$@"
fi

command=${1:-}

# The JVM writes nothing of its own to the standard output, which belongs to the command that is run.
set -- -cp "$self" io.jenkins.statushub.cli.Main "$@"
if [ -t 2 ]; then
  set -- -Dstatushub.terminal=true "$@"
fi
if [ -t 0 ] || [ -t 1 ] || [ -t 2 ]; then
  set -- -Dstatushub.controllingTerminal=true "$@"
fi

# An archive of loaded classes makes the start about twice as fast. It is made once, in the background, and is
# never needed: where it can't be made or does not fit, Java loads the classes from the jar.
cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}
case $cache in
  /?*)
    folder=$cache/statushub/$build/java-${runtime:-$version}$self
    archive=$folder/classes.jsa
    if [ "${STATUSHUB_CDS:-on}" = off ]; then
      :
    elif [ -O "$archive" ] && [ ! "$self" -nt "$archive" ]; then
      set -- "-XX:SharedArchiveFile=$archive" "$@"
    else
      (
        {
          umask 077
          mkdir -p "$folder" || exit 0
          [ -O "$folder" ] || exit 0
          [ -z "$(find "$folder/lock" -maxdepth 0 -mmin +10)" ] || rmdir "$folder/lock"
          mkdir "$folder/lock" || exit 0
          nice "$java" -XX:ArchiveClassesAtExit="$folder/unfinished" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
            -XX:-UsePerfData -cp "$self" io.jenkins.statushub.cli.ClassArchiveTraining &
          training=$!
          # A JVM whose file is replaced while it writes the archive may go on for ever.
          seconds=0
          while kill -0 "$training" && [ "$seconds" -lt 120 ]; do
            sleep 1
            seconds=$((seconds + 1))
          done
          kill -9 "$training"
          wait "$training" && mv "$folder/unfinished" "$archive"
          rm -f "$folder/unfinished"
          rmdir "$folder/lock"
          find "$cache/statushub" -name classes.jsa -atime +90 -exec rm {} +
        } < /dev/null > /dev/null 2>&1 &
      )
    fi
    ;;
esac

# Some shells drop variables whose names they can't use, such as the functions that bash exports. The command gets them back.
odd='^[^=]*[^A-Za-z0-9_=][^=]*='
if [ "$command" = run ] && [ -r "/proc/$$/environ" ] && grep -qz "$odd" "/proc/$$/environ" 2> /dev/null; then
  STATUSHUB_ENVIRONMENT=$(grep -z "$odd" "/proc/$$/environ" | base64 | tr -d '\n')
  export STATUSHUB_ENVIRONMENT
fi

# Java takes arguments as text in the locale's encoding, which under cron is ASCII. The command gets its locale back.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *UTF-8* | *utf-8* | *UTF8* | *utf8*) ;;
  *)
    STATUSHUB_LC_ALL=${LC_ALL+=$LC_ALL}
    LC_ALL=C.UTF-8
    export STATUSHUB_LC_ALL LC_ALL
    ;;
esac

# shellcheck disable=SC2086 # STATUSHUB_OPTS holds several options.
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -Xshare:auto \
  -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=error:stderr ${STATUSHUB_OPTS:-} "$@"
