import { parameter } from '../../kit/integration.ts'
import { choice, count, credentials, flag, text } from '../../kit/kinds.ts'

/** How many incidents one fetch raises at most, when the parameter is empty or 0. */
export const DEFAULT_FETCH = 50

/**
 * Instance parameters: those of the original integration under their own names, and four of ours (the percentage, which only
 * the article names, the threshold, the time zone and the name of the source).
 */
export const params = {
  report_url: parameter(text, {
    display: 'Workday Report URL',
    type: 0,
    required: true,
    section: 'Connect',
    additionalinfo: 'The report as a web service in its JSON form: the address ends with format=json.',
  }),
  credentials: parameter(credentials, { display: 'Username', type: 9, secret: true, section: 'Connect' }),
  insecure: parameter(flag, {
    display: 'Trust any certificate (not secure)',
    type: 8,
    section: 'Connect',
    advanced: true,
  }),
  proxy: parameter(flag, {
    display: 'Use system proxy settings',
    type: 8,
    section: 'Connect',
    advanced: true,
  }),
  isFetch: parameter(flag, { display: 'Fetch incidents', type: 8, section: 'Collect' }),
  incidentFetchInterval: parameter(text, {
    display: 'Incidents Fetch Interval',
    type: 19,
    defaultValue: '1',
    section: 'Collect',
  }),
  incidentType: parameter(text, { display: 'Incident type', type: 13, section: 'Connect' }),
  mapper_in: parameter(text, {
    display: 'Mapper (incoming)',
    type: 0,
    required: true,
    defaultValue: 'IAM Sync User - Workday',
    section: 'Connect',
  }),
  workday_date_format: parameter(text, {
    display: 'Date Format in Workday Report',
    type: 0,
    required: true,
    defaultValue: '%m/%d/%Y',
    section: 'Connect',
    additionalinfo: 'As Python writes it: %m/%d/%Y, %d.%m.%Y, %Y-%m-%d, %d %b %Y.',
  }),
  deactivation_date_field: parameter(choice('Termination_Date', 'Last_Day_of_Work'), {
    display: 'Deactivation date field',
    type: 15,
    options: ['Termination_Date', 'Last_Day_of_Work'],
    defaultValue: 'Termination_Date',
    section: 'Collect',
    additionalinfo: 'Which of the two dates ends an employment. A person is terminated on the day after.',
  }),
  ...daySettings(),
  source_priority: parameter(count, {
    display: 'Source Priority Level',
    type: 0,
    defaultValue: '1',
    section: 'Collect',
    additionalinfo:
      'The lower number wins: a profile of a stronger source is never touched. Each instance needs its own.',
  }),
  ...cycleSettings(),
}

function daySettings() {
  return {
    days_before_hire_to_sync: parameter(count, {
      display: 'Number of days before hire date to sync hires',
      type: 0,
      section: 'Collect',
      additionalinfo: 'Empty: as soon as they are in the report.',
    }),
    days_before_hire_to_enable_ad: parameter(count, {
      display: 'Number of days before hire date to enable Active Directory account',
      type: 0,
      section: 'Collect',
      additionalinfo: '0: on the hire date. Empty: at once. At most the number of days above.',
    }),
    time_zone: parameter(text, {
      display: 'Time zone',
      type: 0,
      defaultValue: 'UTC',
      section: 'Collect',
      additionalinfo: 'In which the dates of the report begin and end, such as Europe/Berlin.',
    }),
  }
}

function cycleSettings() {
  return {
    first_run: parameter(flag, {
      display: 'Sync user profiles on first run',
      type: 8,
      defaultValue: 'true',
      section: 'Collect',
      additionalinfo: 'Makes User Profiles of the people of the report before anything is raised.',
    }),
    fetch_samples: parameter(flag, {
      display: 'Fetch Samples',
      type: 8,
      defaultValue: 'false',
      section: 'Collect',
      additionalinfo:
        'Up to five entries as incidents, once each time it is switched on, to see in the mapper editor. Nothing else is fetched meanwhile; Incident type must be empty.',
    }),
    ...limitSettings(),
  }
}

function limitSettings() {
  return {
    max_fetch: parameter(count, {
      display: 'Fetch Limit (Recommended less than 200)',
      type: 0,
      defaultValue: String(DEFAULT_FETCH),
      section: 'Collect',
      additionalinfo:
        'How many incidents one fetch raises at most, a warning not counted. What is left comes with the next fetches.',
    }),
    percentage: parameter(count, {
      display: 'Percentage of entries to process per fetch',
      type: 0,
      defaultValue: '10',
      section: 'Collect',
      advanced: true,
      additionalinfo:
        'How many of the new, changed or due entries one fetch looks at; at least as many as the Fetch Limit. Entries without news are free.',
    }),
    orphan_threshold: parameter(count, {
      display: 'Orphan threshold (%)',
      type: 0,
      defaultValue: '10',
      section: 'Collect',
      advanced: true,
      additionalinfo:
        'When more of the profiles than this have no entry, the report is not believed: one incident says so, and nobody is terminated.',
    }),
    source_name: parameter(text, {
      display: 'Name of the source',
      type: 0,
      section: 'Collect',
      advanced: true,
      additionalinfo:
        "As it stands in the profiles. Empty: the instance's name; set the old one when the instance is renamed.",
    }),
  }
}
