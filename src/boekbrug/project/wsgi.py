"""The WSGI application that `boekbrug serve` hands to the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")

application = get_wsgi_application()
