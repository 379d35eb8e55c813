import type { CommandRule, Rules } from '../rules.js';
import { scoped } from '../rules.js';

/** A person: what they are called; their legal name; where to write to them. */
const person = ['facts', 'legalName', 'contact'];

/** Who employs somebody in a post. */
const byEmployer: CommandRule = {
  targets: { assignmentId: 'Assignment' },
  may: { 'talent-partner': ['national', { assignmentId: 'organisation' }], administrator: 'national' },
};

export const leaderRules: Rules = {
  resources: {
    Leader: {
      groups: {
        facts: ['id', 'name', 'language', 'assignments', 'enrolments'],
        legalName: ['legalName'],
        contact: ['email'],
      },
      read: {
        leader: { self: person },
        'line-manager': { reports: person },
        // Letters and certificates need both.
        'programme-lead': { programme: person },
        // Selection goes by what is put to the panel: nobody is written to, nor looked up by another name.
        'panel-member': { panel: ['facts'] },
        'talent-partner': { employer: person, national: person },
        auditor: { employer: ['facts', 'legalName'], national: ['facts', 'legalName'] },
        administrator: { national: person },
      },
    },
    // Each employer sees its own posts, and so does who manages one of them.
    Assignment: {
      groups: { facts: ['id', 'leader', 'organisation', 'post', 'wtePercent', 'basis', 'endsOn', 'ended', 'reportingLine'] },
      read: {
        leader: { self: ['facts'] },
        'line-manager': { reports: ['facts'] },
        'programme-lead': { programme: ['facts'] },
        'talent-partner': scoped(['facts']),
        auditor: scoped(['facts']),
        administrator: { national: ['facts'] },
      },
    },
    ReportingLine: {
      groups: { facts: ['managerId', 'manager'] },
      read: {
        leader: { self: ['facts'] },
        'line-manager': { reports: ['facts'] },
        'talent-partner': scoped(['facts']),
        auditor: scoped(['facts']),
        administrator: { national: ['facts'] },
      },
    },
  },
  commands: {
    RegisterLeader: { targets: {}, may: { 'talent-partner': 'public', administrator: 'national' } },
    // Whom another employer has on record is not taken over by whoever knows their id.
    StartAssignment: {
      targets: { organisationId: 'Organisation', leaderId: 'Leader' },
      may: { 'talent-partner': ['national', { organisationId: 'organisation', leaderId: ['employer', 'newcomer'] }], administrator: 'national' },
    },
    ChangeAssignment: byEmployer,
    EndAssignment: byEmployer,
    SetReportingLine: byEmployer,
    EndReportingLine: byEmployer,
  },
};
