const entries = executeCommand('greet', {who: args.who});
if (isError(entries[0])) { throw 'greet failed: ' + entries[0].Contents; }
executeCommand('Set', {key: 'Hello.Last', value: args.who});
setContext('Hello.Times', dq(entries[0], 'Contents.times'));
return entries.concat([{Type: entryTypes.note, ContentsFormat: formats.text, Contents: `said ${entries[0].Contents.text}`}]);
