// What a sender elsewhere knows and this one does not: left out silently, it would be a mail other than the one that was asked for.
const NOT_HERE = ['raw_message', 'renderBody'];

function textOf(value) {
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// Addresses hold commas in quotes, so that only the war room can part them.
function addresses(value) {
    const list = /^\s*\[.*\]\s*$/.test(textOf(value)) ? argToList(value) : value;
    return Array.isArray(list) ? list.map(textOf).join(', ') : textOf(list);
}

// The texts of files hold commas as well: one text is one file unless it is a list.
function textsOf(value, count) {
    return count === 1 && !Array.isArray(value) ? [textOf(value)] : argToList(value).map(textOf);
}

function paramsOf(value) {
    if (!value) return {};
    if (typeof value === 'object') return value;
    try {
        return JSON.parse(value);
    } catch (cause) {
        throw `templateParams must be a JSON object, not "${value}".`;
    }
}

function filledBy(given) {
    const known = paramsOf(given);
    return text => textOf(text).replace(/\{([^{}\s]+)\}/g, (whole, name) => {
        if (!Object.prototype.hasOwnProperty.call(known, name)) return whole;
        const param = known[name];
        if (param === null || typeof param !== 'object') return textOf(param);
        return textOf(param.key ? dq(invContext, param.key) : param.value);
    });
}

function headersOf(given) {
    const headers = {};
    argToList(given).map(textOf).forEach(text => {
        const at = text.indexOf('=');
        if (at < 1) throw `additionalHeader takes name=value, not "${text}".`;
        headers[text.slice(0, at).trim()] = text.slice(at + 1).trim();
    });
    return headers;
}

function attachmentsOf() {
    const ids = argToList(args.attachIDs).map(textOf);
    const [names, cids] = [textsOf(args.attachNames, ids.length), textsOf(args.attachCIDs, ids.length)];
    const kept = ids.map((entryId, at) => ({entryId, name: names[at] || '', contentId: cids[at] || ''}));
    const made = argToList(args.transientFile).map(textOf);
    const texts = textsOf(args.transientFileContent, made.length);
    const marks = textsOf(args.transientFileCID, made.length);
    return kept.concat(made.map((name, at) => ({name, content: texts[at] || '', contentId: marks[at] || ''})));
}

function send() {
    const unknown = NOT_HERE.find(name => args[name]);
    if (unknown) throw `send-mail of Mail Outbox has no argument ${unknown}; nothing was sent.`;
    const filled = filledBy(args.templateParams);
    const mail = {
        to: addresses(args.to),
        cc: addresses(args.cc),
        bcc: addresses(args.bcc),
        from: textOf(args.from || params.from),
        replyTo: textOf(args.replyTo || params.replyTo),
        subject: filled(args.subject),
        body: filled(args.body),
        htmlBody: filled(args.htmlBody),
        headers: headersOf(args.additionalHeader),
        attachments: attachmentsOf(),
    };
    sendMail(mail);
    const whom = [mail.to, mail.cc, mail.bcc].filter(Boolean).join(', ');
    return {Type: entryTypes.note, ContentsFormat: formats.text, Contents: `The mail to ${whom} was put into the outbox.`};
}

switch (command) {
    case 'test-module':
        [params.from, params.replyTo].filter(Boolean).forEach(address => {
            if (!/@[^\s@]/.test(address)) throw `"${address}" is no e-mail address.`;
        });
        return 'ok';
    case 'send-mail':
        return send();
    default:
        throw `Unknown command ${command}.`;
}
