"""A stand-in for the platform's demisto module: one command, told as JSON on stdin; what it was given, as JSON on stdout.

Runs the launcher as the platform does: as code, with `demisto` among its globals.
"""
import json
import sys


class Demisto:
    def __init__(self, told):
        self.told = told
        self.callingContext = {'context': {'IntegrationBrand': told['brand'], 'IntegrationInstance': told['instance']}}
        self.given = {'results': [], 'logs': []}
        self.context = told.get('integrationContext', {})
        self.version = 1
        self.conflicts = told.get('conflicts', 0)

    def command(self):
        return self.told['command']

    def args(self):
        # JSON cannot write a set.
        return {'odd': {1}} if 'args' in self.told.get('raises', []) else self.told.get('args', {})

    def params(self):
        return self.told.get('params', {})

    def getLastRun(self):
        return self.told.get('lastRun', {})

    def setLastRun(self, value):
        self.given['lastRun'] = value

    def incidents(self, value):
        self.given['incidents'] = value

    def results(self, value):
        self.given['results'].append(value)

    def mapObject(self, source, mapper, mapper_type):
        answers = self.told.get('mappers', {})
        if mapper not in answers:
            raise ValueError('no mapper named {}'.format(mapper))
        return answers[mapper]

    def raise_if_told(self, name):
        if name in self.told.get('raises', []):
            raise RuntimeError('{} is not available'.format(name))

    def getIntegrationContextVersioned(self, refresh=False):
        self.raise_if_told('getIntegrationContextVersioned')
        if self.told['command'] == 'test-module':
            raise ValueError('no integration context while testing')
        return {'context': dict(self.context), 'version': self.version}

    def setIntegrationContextVersioned(self, context, version=-1, sync=False):
        self.raise_if_told('setIntegrationContextVersioned')
        if self.conflicts:
            self.conflicts -= 1
            self.version += 1
            self.context['other'] = json.dumps('written by somebody else')
        if version != self.version:
            raise ValueError('version conflict')
        self.version += 1
        self.context = context

    def log(self, level):
        def write(text):
            self.raise_if_told('log')
            self.given['logs'].append([level, text])
        return write


def main():
    told = json.load(sys.stdin)
    demisto = Demisto(told)
    demisto.debug, demisto.info, demisto.error = demisto.log('debug'), demisto.log('info'), demisto.log('error')
    try:
        exec(compile(told['script'], 'launch.py', 'exec'), {'demisto': demisto, '__name__': '__main__'})
    except Exception as error:
        demisto.given['raised'] = str(error)
    demisto.given['integrationContext'] = demisto.context
    json.dump(demisto.given, sys.stdout)


main()
