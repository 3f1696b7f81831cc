demisto.results('ok')
