#!/bin/sh
# draft-first.sh draft      saves an incident that nobody sees yet, for a person to read in StatusHub
# draft-first.sh publish    publishes it, if that person does not do it there
set -- "$1" incident --service shop --key checkout --title 'Slow checkouts' --status degraded \
  --description 'Payments take longer than usual. We are looking into it.'
case $1 in
  draft) shift && exec statushub "$@" --draft ;;
  publish) shift && exec statushub "$@" ;;
esac
