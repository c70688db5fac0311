# What the rules of programs.yaml find, and what they leave alone. Never run.
# ruleid: shell
subprocess.run("ls " + name, shell=True)
# ruleid: shell
os.system("ls")
# ok: shell
subprocess.run(["ls", name])
# ruleid: text-as-code
eval(text)
# ruleid: text-as-code
exec(text)
# ok: text-as-code
re.compile(text)
# ruleid: objects-from-bytes
import pickle

# ruleid: objects-from-bytes
pickle.loads(content)
# ruleid: objects-from-bytes
yaml.load(content)
# ok: objects-from-bytes
json.loads(content)
# ruleid: archive-to-disk
archive.extractall(folder)
# ok: archive-to-disk
archive.open(info)
# ruleid: xml-with-entities
import xml.etree.ElementTree

# ruleid: xml-with-entities
etree.XMLParser(huge_tree=True)
# ruleid: xml-with-entities
etree.parse(path)
# ok: xml-with-entities
etree.XMLParser(resolve_entities=False, no_network=True)
# ruleid: file-that-others-can-name
tempfile.mktemp()
# ok: file-that-others-can-name
tempfile.mkstemp()
