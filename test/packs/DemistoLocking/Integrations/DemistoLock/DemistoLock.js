const NO_TIMEOUT = '600';
const NO_INTERVAL = '20';
const TRIES = 5;
// The platform ends a wait with a sentence of its own; ours names the lock and comes first.
const LONGER = 60;

const incident = incidents[0].id;

function numberOf(name, otherwise) {
    const given = [args[name], params[name], otherwise].filter(value => value !== undefined && value !== null && value !== '');
    const text = String(given[0]).trim();
    const number = Number(text);
    if (text === '' || !(number >= 0 && number < Infinity)) throw `Argument ${name} must be a number, not "${text}".`;
    return number;
}

// Changes the locks as they are now: somebody else may have written since they were read. A change may be told not to be made.
function changeLocks(change) {
    for (let left = TRIES; left > 0; left--) {
        const {context, version} = getVersionedIntegrationContext(true, true);
        const locks = Object.assign({}, context);
        const told = change(locks);
        if (told !== undefined) return told;
        const answer = setVersionedIntegrationContext(locks, true, version);
        if (!(answer && answer.Error)) return undefined;
        logDebug(answer.Error);
    }
    return {busy: true};
}

function note(text) {
    return {Type: entryTypes.note, ContentsFormat: formats.markdown, Contents: text};
}

function heldBy(locks, name) {
    const lock = Object.prototype.hasOwnProperty.call(locks, name) ? locks[name] : undefined;
    return lock && lock.incident !== incident ? lock.incident : undefined;
}

function getLock(name) {
    const timeout = numberOf('timeout', NO_TIMEOUT);
    const interval = numberOf('polling_interval', NO_INTERVAL);
    const now = new Date();
    const until = args.until || new Date(now.getTime() + timeout * 1000).toISOString();
    const told = changeLocks(locks => {
        const holder = heldBy(locks, name);
        if (holder !== undefined) return {holder};
        locks[name] = {incident, info: args.info || '', taken: now.toISOString()};
    });
    if (told === undefined) return note(`Lock ${name} is taken by incident ${incident}.`);
    const holder = told.busy ? 'another one that is just taking it' : told.holder;
    if (now.getTime() >= Date.parse(until))
        throw `Timeout after ${timeout} s: lock ${name} is held by incident ${holder}; !demisto-lock-release name="${name}" frees it.`;
    const again = {name, timeout: String(timeout), polling_interval: String(interval), until};
    if (args.info) again.info = args.info;
    return {
        Type: entryTypes.note,
        ContentsFormat: formats.text,
        Contents: `Lock ${name} is held by incident ${holder}; waiting for it.`,
        PollingCommand: 'demisto-lock-get',
        PollingArgs: again,
        NextRun: String(interval),
        Timeout: String(timeout + interval + LONGER),
    };
}

function releaseLock(name) {
    const told = changeLocks(locks => { delete locks[name]; });
    if (told) throw `Lock ${name} could not be released: others write locks all the time; try again.`;
    return note(`Lock ${name} is free.`);
}

function locksShown(name) {
    const locks = getVersionedIntegrationContext(true);
    const names = Object.keys(locks).filter(each => !name || each === name);
    const contents = {};
    names.forEach(each => { contents[each] = locks[each]; });
    return {
        Type: entryTypes.note,
        ContentsFormat: formats.json,
        Contents: contents,
        ReadableContentsFormat: formats.markdown,
        HumanReadable: names.map(each => `${each}: ${JSON.stringify(locks[each])}`).join('\n') || 'No lock is held.',
    };
}

switch (command) {
    case 'test-module':
        numberOf('timeout', NO_TIMEOUT);
        numberOf('polling_interval', NO_INTERVAL);
        return 'ok';
    case 'demisto-lock-get':
        return getLock(args.name || 'Default');
    case 'demisto-lock-release':
        return releaseLock(args.name || 'Default');
    case 'demisto-lock-release-all':
        setVersionedIntegrationContext({}, true);
        return note('All locks are free.');
    case 'demisto-lock-info':
        return locksShown(args.name);
    default:
        throw `Unknown command ${command}.`;
}
