function count() {
    for (var tries = 0; tries < 5; tries++) {
        var versioned = getVersionedIntegrationContext(true, true);
        var context = versioned.context || {};
        context.greetings = (Number(context.greetings) || 0) + 1;
        if (setVersionedIntegrationContext(context, true, versioned.version)) return context.greetings;
    }
    throw 'The greetings could not be counted.';
}

switch (command) {
    case 'test-module':
        return http(params.url + '/health', {Method: 'GET'}).StatusCode === 200 ? 'ok' : 'the server is not healthy';
    case 'greet':
        var text = params.word + ', ' + args.who + '!';
        return {
            Type: entryTypes.note,
            ContentsFormat: formats.json,
            Contents: {text: text, times: count()},
            ReadableContentsFormat: formats.markdown,
            HumanReadable: tableToMarkdown('Greeting', {text: text}),
            EntryContext: {'Greeter.Greeting(val.Who && val.Who == obj.Who)': {Who: args.who, Text: text}},
        };
    case 'greeter-fetch-page':
        var page = http(params.url + '/page', {Method: 'POST', Headers: {'X-Token': [params.token]}, Body: 'ping'});
        return page.StatusCode + ' ' + page.Body;
    case 'greeter-map':
        return mapObject({name: args.who}, 'Greeter (Incoming)', 'Guest');
    case 'greeter-run':
        return executeCommand('Print', {value: 'x'});
}
