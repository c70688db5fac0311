"""The WSGI application that `boekbrug serve` hands to the web server."""

import os

from django.core.wsgi import get_wsgi_application

from boekbrug.business import schema

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")

application = get_wsgi_application()
schema.GUARD.start(lambda: None)  # whoever runs this decides about its processes
