const BRAND = 'Active Directory Query v2';
// Each lost try is another one's change that was kept, so that many at once still come to an end.
const TRIES = 50;
const [NORMAL_ACCOUNT, ACCOUNT_DISABLED] = [512, 2];
// LDAP result codes, RFC 4511 §4.1.9.
const [NO_SUCH_ATTRIBUTE, INVALID_SYNTAX, NO_SUCH_OBJECT, UNWILLING, ALREADY_EXISTS] = [16, 21, 32, 53, 68];
const WILL_NOT_PERFORM = '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0';
const SAM_LENGTH = 20;
const [COMMAND_DISABLED, NO_SUCH_USER] = ['Command is disabled.', 'User does not exist'];

// Attributes that are a field of the user profile and nothing else.
const ATTRIBUTES = {
    displayName: 'displayname', mail: 'email', givenName: 'givenname', sn: 'surname', title: 'title', department: 'department',
    company: 'organization', employeeID: 'employeeid', employeeType: 'employeetype', telephoneNumber: 'workphone',
    mobile: 'mobilephone', physicalDeliveryOfficeName: 'location', streetAddress: 'streetaddress', l: 'city', st: 'state',
    postalCode: 'zipcode', co: 'countryname',
};

class DirectoryRefusal {
    constructor(code, message) { Object.assign(this, {code, message}); }
}

const isOn = name => argToBoolean(params[name] || 'false');
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one, other) => Boolean(one) && Boolean(other) && one.toLowerCase() === other.toLowerCase();
const isEnabled = account => (account.userAccountControl & ACCOUNT_DISABLED) === 0;
const ouOf = () => params.ou || '';
const domainOf = ou => Array.from(ou.matchAll(/(?:^|,)\s*DC=([^,]+)/gi), found => found[1].trim()).join('.');

function textOf(profile, field) {
    const value = Object.prototype.hasOwnProperty.call(profile, field) ? profile[field] : undefined;
    if (value === null) return '';
    if (typeof value === 'object') throw `The member ${field} of user-profile must be a text, not ${JSON.stringify(value)}.`;
    return value === undefined ? undefined : String(value).trim();
}

// RFC 4514 §2.4.
const dnOf = ({cn, ou}) => `CN=${cn.replace(/[,+"\\<>;=]|^[ #]| $/g, '\\$&')},${ou}`;

function shown(account, accounts) {
    const {cn, ou, managerId, ...attributes} = account;
    const manager = managerId ? {manager: dnOf(accounts[managerId])} : {};
    return {dn: dnOf(account), name: cn, cn, ...attributes, ...manager};
}

// Changes the accounts as they are now: somebody else may have written since they were read. What is left as it was, is not written.
function inDirectory(change) {
    if (isOn('down')) throw new DirectoryRefusal('', 'The directory cannot be reached: socket connection error while opening: timed out.');
    for (let left = TRIES; left > 0; left--) {
        const {context, version} = getVersionedIntegrationContext(true, true);
        const before = JSON.stringify(context);
        const accounts = context.accounts || {};
        const told = change(accounts);
        const after = {...context, accounts};
        if (JSON.stringify(after) === before || Object.keys(accounts).length === 0) return told;
        const answer = setVersionedIntegrationContext(after, true, version);
        if (!(answer && answer.Error)) return told;
        logDebug(answer.Error);
    }
    throw new DirectoryRefusal('', `The directory is busy: ${TRIES} attempts met the changes of others; run the command again.`);
}

function loginOf(username, ou) {
    return username.includes('@') ? username : `${username}@${domainOf(ou)}`;
}

// Whole names only: what is cut to 20 characters may be somebody else's.
function finders(profile) {
    const [username, email] = [textOf(profile, 'username'), textOf(profile, 'email')];
    const byUsername = account =>
        same(account.userPrincipalName, loginOf(username, account.ou)) || same(account.sAMAccountName, username);
    return [username && byUsername, email && (account => same(account.mail, email))].filter(Boolean);
}

function findAccount(profile, accounts) {
    const before = isObject(profile.olduserdata) ? finders(profile.olduserdata) : [];
    for (const isMeant of [...before, ...finders(profile)]) {
        const found = Object.values(accounts).filter(isMeant);
        if (found.length > 1) {
            const names = found.map(account => account.sAMAccountName).join(', ');
            throw new DirectoryRefusal('', `More than one account fits: ${names}; give the username of the one you mean. Nothing was changed.`);
        }
        if (found.length === 1) return found[0];
    }
    return undefined;
}

function samOf(username) {
    const name = username.split('@')[0].replace(/["/\\[\]:;|=,+*?<>\s]/g, '').slice(0, SAM_LENGTH).replace(/\.+$/, '');
    if (name) return name;
    throw new DirectoryRefusal(INVALID_SYNTAX, `The username "${username}" holds nothing that a sAMAccountName may hold; give another one.`);
}

function refuseTaken(account, accounts) {
    const others = Object.values(accounts).filter(other => other.objectGUID !== account.objectGUID);
    const twin = others.find(other => same(dnOf(other), dnOf(account)));
    const taken = (what, {sAMAccountName, mail}, todo) => new DirectoryRefusal(ALREADY_EXISTS,
        `entryAlreadyExists: ${what} is that of the account ${sAMAccountName} (${mail || 'no mail'}) already; ${todo}. Nothing was changed.`);
    if (twin) throw taken(`the name ${dnOf(account)}`, twin, 'give the person another display name');
    const namesake = others.find(other => same(other.sAMAccountName, account.sAMAccountName));
    if (namesake) throw taken(`the sAMAccountName ${account.sAMAccountName}`, namesake, 'give the person another username');
}

// An LDAP attribute is never an empty text: it is there or it is not.
function setAttribute(account, name, value) {
    if (value) account[name] = value;
    else delete account[name];
}

// Two people may have one name; as the platform's own integration does, the second one's gets a number.
const MOST_NAMESAKES = 30;

function unusedCn(cn, account, accounts) {
    const others = Object.values(accounts).filter(other => other.objectGUID !== account.objectGUID);
    const isFree = name => !others.some(other => same(dnOf(other), dnOf({...account, cn: name})));
    const names = Array.from({length: MOST_NAMESAKES}, (_, n) => (n ? cn + n : cn));
    if (account.cn && names.some(name => same(name, account.cn)) && isFree(account.cn)) return account.cn;
    return names.find(isFree) || cn;
}

function setNames(account, profile, accounts, isNew) {
    const username = textOf(profile, 'username') || (isNew && textOf(profile, 'email'));
    if (username) {
        account.sAMAccountName = samOf(username);
        account.userPrincipalName = loginOf(username, account.ou);
    }
    const fullName = [textOf(profile, 'givenname'), textOf(profile, 'surname')].filter(Boolean).join(' ');
    const cn = textOf(profile, 'displayname') || (isNew && (fullName || account.sAMAccountName));
    if (cn) account.cn = unusedCn(cn, account, accounts);
}

// Gives what could not be done.
function setManager(account, profile, accounts) {
    const email = textOf(profile, 'manageremailaddress');
    if (email === undefined) return undefined;
    const manager = Object.values(accounts).find(each => same(each.mail, email));
    if (email && !manager) return `The manager ${email} has no account; the attribute manager was left as it is.`;
    setAttribute(account, 'managerId', manager && manager.objectGUID);
    return undefined;
}

function withProfile(account, profile, accounts, isNew) {
    const next = {...account};
    setNames(next, profile, accounts, isNew);
    for (const [name, field] of Object.entries(ATTRIBUTES)) {
        const value = textOf(profile, field);
        if (value !== undefined) setAttribute(next, name, value);
    }
    if (!next.displayName) next.displayName = next.cn;
    const reason = setManager(next, profile, accounts);
    refuseTaken(next, accounts);
    accounts[next.objectGUID] = next;
    return {account: next, reason};
}

const sentences = (...texts) => texts.filter(Boolean).join(' ') || undefined;
const skip = (action, reason, account) => ({action, success: true, skipped: true, reason, account});

function createAccount(wanted, profile, accounts) {
    const given = args['create-if-not-exists'] || params['create-if-not-exists'] || 'false';
    if (wanted === 'update' && !argToBoolean(given)) return skip(wanted, NO_SUCH_USER);
    if (!isOn('create-user-enabled')) return skip(wanted, `${NO_SUCH_USER}, and creating users is not allowed (create-user-enabled).`);
    // Accounts are never deleted here, so that their number is a number no other has.
    const number = (Object.keys(accounts).length + 1).toString(16).padStart(12, '0');
    const fresh = {
        ...{objectGUID: `00000000-0000-4000-8000-${number}`, ou: ouOf(), whenCreated: new Date().toISOString()},
        ...{userAccountControl: NORMAL_ACCOUNT | ACCOUNT_DISABLED, pwdSet: false, pwdLastSet: '0'},
    };
    const {account, reason} = withProfile(fresh, profile, accounts, true);
    const disabled = 'The account is disabled: it has no password yet.';
    return {action: 'create', success: true, account, reason: sentences(disabled, reason)};
}

function withoutPassword({sAMAccountName}) {
    return `${sAMAccountName} was not enabled: ${WILL_NOT_PERFORM}. It has no password; set one with ad-set-new-password first.`;
}

// A new account has no password, so that only an update is refused for it; a create is followed by the first password.
function enabling(wanted, account) {
    if (isEnabled(account) || !argToBoolean(args['allow-enable'] || 'true')) return {};
    if (!isOn('enable-user-enabled')) return {reason: 'The account stays disabled: enabling users is not allowed (enable-user-enabled).'};
    if (account.pwdSet) return {enables: true};
    if (wanted === 'create') return {reason: 'The account stays disabled: it has no password yet.'};
    return {refused: {success: false, errorCode: UNWILLING, errorMessage: withoutPassword(account)}};
}

function updateAccount(wanted, found, profile, accounts) {
    const {enables, reason, refused} = enabling(wanted, found);
    const mayUpdate = isOn('update-user-enabled');
    const left = 'User already exists, and updating users is not allowed (update-user-enabled).';
    const updated = mayUpdate ? withProfile(found, profile, accounts, false) : {account: found, reason: left};
    const {account} = updated;
    if (enables) account.userAccountControl &= ~ACCOUNT_DISABLED;
    const told = {action: enables ? 'enable' : 'update', success: true, account, reason: sentences(updated.reason, reason)};
    if (refused) return {...told, ...refused};
    if (enables || (mayUpdate && JSON.stringify(account) !== JSON.stringify(found))) return told;
    return skip('update', sentences(mayUpdate && 'User already exists and is up to date.', told.reason), account);
}

function disableAccount(account) {
    if (!account) return skip('disable', NO_SUCH_USER);
    if (!isEnabled(account)) return skip('disable', 'User is already disabled.', account);
    account.userAccountControl |= ACCOUNT_DISABLED;
    return {action: 'disable', success: true, account};
}

function getAccount(account) {
    return account ? {action: 'get', success: true, account} : {action: 'get', success: false, errorCode: 404, errorMessage: NO_SUCH_USER};
}

function outcomeOf(wanted, profile, accounts) {
    const found = findAccount(profile, accounts);
    if (wanted === 'get') return getAccount(found);
    if (wanted === 'disable') return disableAccount(found);
    return found ? updateAccount(wanted, found, profile, accounts) : createAccount(wanted, profile, accounts);
}

function profileArgument() {
    const given = args['user-profile'];
    let profile = given;
    try {
        if (typeof given === 'string') profile = JSON.parse(given);
    } catch (cause) {
        profile = undefined;
    }
    if (!isObject(profile)) throw `The argument user-profile must be a JSON object, not ${JSON.stringify(given)}.`;
    if (finders(profile).length > 0 || (isObject(profile.olduserdata) && finders(profile.olduserdata).length > 0)) return profile;
    throw `The argument user-profile must hold an email or a username; it holds ${Object.keys(profile).join(', ') || 'nothing'}.`;
}

// A script is not told which instance it runs for.
function instanceName() {
    if (params.instanceName) return params.instanceName;
    const own = Object.entries(getModules()).filter(([, {brand, state}]) => brand === BRAND && state === 'active');
    if (own.length === 1) return own[0][0];
    throw `There are ${own.length} instances of ${BRAND}; give each its own name in its parameter instanceName.`;
}

function profileOf(account, accounts) {
    const profile = {username: account.sAMAccountName};
    for (const [name, field] of Object.entries(ATTRIBUTES)) if (account[name]) profile[field] = account[name];
    const manager = account.managerId && accounts[account.managerId].mail;
    return manager ? {...profile, manageremailaddress: manager} : profile;
}

// Every member is always written: a keyed merge keeps what is not named, and an old error must not outlive a success.
function vendorOf({action, success, skipped, reason, errorCode, errorMessage, account, details}, profile, instance) {
    const given = {
        ...{brand: BRAND, instanceName: instance, action, success, active: account && isEnabled(account)},
        ...{id: account && account.objectGUID, username: account && account.sAMAccountName},
        ...{email: (account && account.mail) || profile.email, errorCode, errorMessage, details},
        ...{skipped: Boolean(skipped), reason},
    };
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === undefined ? null : value]));
}

function iamEntry(outcome, {olduserdata, ...profile}, instance) {
    const vendor = vendorOf(outcome, profile, instance);
    const userProfile = outcome.read || profile;
    const title = `${capitalizeFirstLetter(vendor.action)} User Results (${BRAND})`;
    const whom = ['active', 'id', 'username', 'email'];
    const columns = ['brand', 'instanceName', ...(vendor.skipped ? ['skipped', 'reason', ...whom]
        : ['success', ...whom, 'errorCode', 'errorMessage', 'reason', 'details'])];
    return {
        Type: entryTypes.note,
        ContentsFormat: formats.json,
        Contents: vendor.details || vendor,
        ReadableContentsFormat: formats.markdown,
        HumanReadable: tableToMarkdown(title, vendor, columns, undefined, undefined, undefined, true),
        EntryContext: {
            'IAM.UserProfile(val.email && val.email == obj.email)': {...userProfile, email: userProfile.email || vendor.email},
            'IAM.Vendor(val.instanceName && val.instanceName == obj.instanceName && val.email && val.email == obj.email)': vendor,
        },
    };
}

function iam(wanted) {
    const profile = profileArgument();
    const instance = instanceName();
    if (wanted !== 'get' && !isOn(`${wanted}-user-enabled`)) return iamEntry(skip(wanted, COMMAND_DISABLED), profile, instance);
    try {
        return iamEntry(inDirectory(accounts => {
            const outcome = outcomeOf(wanted, profile, accounts);
            const {account} = outcome;
            if (!account) return outcome;
            const read = wanted === 'get' ? {read: profileOf(account, accounts)} : {};
            return {...outcome, ...read, details: shown(account, accounts)};
        }), profile, instance);
    } catch (refusal) {
        if (!(refusal instanceof DirectoryRefusal)) throw refusal;
        const {code: errorCode, message: errorMessage} = refusal;
        return iamEntry({action: wanted, success: false, errorCode, errorMessage}, profile, instance);
    }
}

const note = text => ({Type: entryTypes.note, ContentsFormat: formats.text, Contents: text});

// `done` changes the account and gives the sentence that tells so.
function withAccount(done) {
    return note(inDirectory(accounts => {
        const account = Object.values(accounts).find(each => same(each.sAMAccountName, String(args.username)));
        if (account) return done(account);
        throw new DirectoryRefusal(NO_SUCH_OBJECT, `No account has the sAMAccountName "${args.username}".`);
    }));
}

function setNewPassword(account) {
    const password = String(args.password);
    const classes = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter(one => one.test(password)).length;
    if (password.length < 8 || classes < 3) {
        const wanted = 'expected at least 8 characters, of three of these kinds: lower case, upper case, digits, others';
        throw new DirectoryRefusal(UNWILLING, `The password of ${account.sAMAccountName} was not set: ${WILL_NOT_PERFORM}. It does not meet the complexity policy: ${wanted}.`);
    }
    Object.assign(account, {pwdSet: true, pwdLastSet: new Date().toISOString()});
    return `The password of ${account.sAMAccountName} was set.`;
}

function enableAccount(account) {
    if (!account.pwdSet) throw new DirectoryRefusal(UNWILLING, withoutPassword(account));
    account.userAccountControl &= ~ACCOUNT_DISABLED;
    return `The account ${account.sAMAccountName} is enabled.`;
}

function setOneAttribute(account) {
    const [name, value] = [args['attribute-name'], String(args['attribute-value'])];
    const known = Object.keys(ATTRIBUTES).find(each => same(each, name));
    if (known) setAttribute(account, known, value.trim());
    else if (!same(name, 'pwdLastSet')) throw new DirectoryRefusal(NO_SUCH_ATTRIBUTE, `ad-update-user sets no attribute "${name}"; it sets ${Object.keys(ATTRIBUTES).join(', ')} and pwdLastSet.`);
    else if (value !== '0' && value !== '-1') throw new DirectoryRefusal(UNWILLING, `pwdLastSet takes 0 (to be changed at the next logon) or -1 (changed just now), not "${value}".`);
    else account.pwdLastSet = value === '0' ? '0' : new Date().toISOString();
    return `The attribute ${known || 'pwdLastSet'} of ${account.sAMAccountName} was set.`;
}

function getUsers() {
    const users = inDirectory(accounts => Object.values(accounts)
        .filter(({sAMAccountName, mail}) => (!args.username || same(sAMAccountName, args.username)) && (!args.email || same(mail, args.email)))
        .map(account => shown(account, accounts)));
    const columns = ['sAMAccountName', 'displayName', 'mail', 'dn', 'userAccountControl', 'pwdLastSet', 'manager'];
    return {
        Type: entryTypes.note,
        ContentsFormat: formats.json,
        Contents: users,
        ReadableContentsFormat: formats.markdown,
        HumanReadable: users.length > 0 ? tableToMarkdown('Active Directory - Get Users', users, columns, undefined, undefined, undefined, true) : 'No account was found.',
        EntryContext: users.length > 0 ? {'ActiveDirectory.Users(val.objectGUID && val.objectGUID == obj.objectGUID)': users} : {},
    };
}

function run() {
    switch (command) {
        case 'test-module':
            if (!domainOf(ouOf())) throw `The parameter ou must be the DN of an organizational unit, such as OU=Employees,DC=company,DC=example, not "${ouOf()}".`;
            inDirectory(() => undefined);
            return 'ok';
        case 'iam-create-user':
        case 'iam-get-user':
        case 'iam-update-user':
        case 'iam-disable-user':
            return iam(command.split('-')[1]);
        case 'ad-set-new-password':
            return withAccount(setNewPassword);
        case 'ad-enable-account':
            return withAccount(enableAccount);
        case 'ad-disable-account':
            return withAccount(account => {
                account.userAccountControl |= ACCOUNT_DISABLED;
                return `The account ${account.sAMAccountName} is disabled.`;
            });
        case 'ad-update-user':
            return withAccount(setOneAttribute);
        case 'ad-get-user':
            return getUsers();
        default:
            throw `Unknown command ${command}.`;
    }
}

try {
    return run();
} catch (refusal) {
    throw refusal instanceof DirectoryRefusal ? refusal.message : refusal;
}
