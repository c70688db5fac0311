# What the rules of outside.yaml find, and what they leave alone. Never run.
# ruleid: other-way-out
import requests

# ruleid: other-way-out
import httpx2

# ruleid: other-way-out
from urllib.request import urlopen

# ok: other-way-out
from urllib.parse import quote

# ruleid: other-way-out
urlopen("https://example.be")
# ok: other-way-out
tools.http.call("GET", "https://example.be")
# ruleid: bare-socket
socket.create_connection(("example.be", 443))
# ok: bare-socket
socket.getaddrinfo("example.be", 443)
# ruleid: unverified-tls
call(url, verify=False)
# ruleid: unverified-tls
context.check_hostname = False
# ok: unverified-tls
ssl.create_default_context()
# ruleid: own-redirects
client.get(url, follow_redirects=True)
# ok: own-redirects
client.get(url, follow_redirects=False)
# ruleid: logged-contents
log.info("sent", email=person.email)
# ok: logged-contents
log.info("sent", attempt=attempt.pk)
# ruleid: logged-request
log.warning("odd", what=request.body)
# ok: logged-request
log.warning("odd", status=answer.status)
