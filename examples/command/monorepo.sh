#!/bin/sh
# Deploys the parts of a repository that changed: monorepo.sh search basket
# Each part has a key of its own. With one key for all, the success of one part would resolve the incident of another.
failed=0
for part in "$@"; do
  statushub run --service shop --key "deploy-$part" \
    --on-failure-title "The upgrade of the $part failed" --on-failure-status degraded \
    --resolved-title "The $part is upgraded" -- "./$part/deploy.sh" || failed=1
done
exit $failed
