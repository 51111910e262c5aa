#!/bin/sh
# One deployment that customers of two services feel: each service gets a window, and if it fails an incident, of its own.
exec statushub run --services shop,pay --key deploy-checkout \
  --title 'Upgrading the checkout' --status degraded --window 30m \
  --on-failure-title 'The upgrade of the checkout failed' --on-failure-status down -- ./deploy.sh
