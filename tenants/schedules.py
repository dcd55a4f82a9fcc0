"""All schedules, in one place (vocabulary: Schedules)."""

from datetime import time, timedelta

from tenants.queue import Scope, schedule

schedule("tenants.sweep", every=timedelta(minutes=1), scope=Scope.INSTALLATION)
schedule("campaigns.sync_objects", every=timedelta(minutes=15))
schedule("campaigns.turn_closures", every=timedelta(minutes=5))
schedule("campaigns.remind_approvers", every=timedelta(hours=1))
schedule("analytics.sync_recent", every=timedelta(minutes=15))
schedule("analytics.reread_window", daily=time(2))
schedule("analytics.read_hours", every=timedelta(hours=1))
schedule("analytics.read_audiences", daily=time(4))
schedule("analytics.find_gaps", daily=time(3))
schedule("analytics.forget_numbers", daily=time(3))
schedule("analytics.forget_exports", daily=time(3))
schedule("analytics.check_rollups", daily=time(4))
schedule("analytics.copy_to_warehouse", daily=time(5))
schedule("analytics.learn_maturity", daily=time(3))
schedule("analytics.refresh_rates", daily=time(16), scope=Scope.INSTALLATION)
schedule("analytics.tell_rates", every=timedelta(hours=1))
schedule("integrations.keep_tokens", every=timedelta(minutes=5))
schedule("integrations.refresh_health", every=timedelta(hours=1))
schedule("integrations.clean_up", daily=time(2))
schedule("integrations.clean_up_installation", daily=time(2), scope=Scope.INSTALLATION)
schedule("tenants.clean_up", daily=time(2))
schedule("tenants.clean_up_installation", daily=time(2), scope=Scope.INSTALLATION)
