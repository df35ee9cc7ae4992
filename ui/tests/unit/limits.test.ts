// The lengths that forms allow are those of the contract.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '@/api/limits'
import { limitOf } from '@/parts/record/fields'

// Which bodies the fields of a page go into; the pointer of a field is that of its problems.
const BODIES: Record<string, string[]> = {
  'parts/lists/AddToList.vue': ['createTargetList'], 'parts/RevealDialog.vue': ['revealFirmContact', 'revealVisitPeople'],
  'pages/plans/PlanForm.vue': ['createTripPlan', 'replanTrip'], 'pages/projects/ActivityPanel.vue': ['setProjectActivity'],
  'pages/projects/ProblemPanel.vue': ['updateProblem'], 'pages/projects/StagePanel.vue': ['stepProject'],
  'pages/trips/TripForm.vue': ['createTrip', 'updateTrip'], 'pages/capital/RuleForm.vue': ['createRule'],
  'pages/capital/PaymentPanel.vue': ['auditPayment', 'reversePayment'], 'pages/capital/NewPaymentPanel.vue': ['createPayment'],
  'pages/form/PublicFormPage.vue': ['sendPublicLead'], 'pages/landing/NewPlanPanel.vue': ['createLandingPlan'],
  'pages/leads/StepPanel.vue': ['stepLead'], 'pages/leads/LeadForm.vue': ['createLead', 'updateLead'],
  'pages/firms/CorrectionForm.vue': ['createFirmCorrection'], 'pages/lists/ListPanel.vue': ['createTargetList', 'updateTargetList'],
  'pages/chains/records/RecordDialog.vue': ['createLocalFirm', 'createPlannedProject', 'createTie'],
  'pages/import/ImportForm.vue': ['startImport'], 'pages/accounts/GroupPanel.vue': ['createGroup', 'updateGroup'],
  'pages/accounts/UserPanel.vue': ['createUser', 'updateUser'],
}
const source = (file: string) => readFileSync(`src/${file}`, 'utf8')
const fieldsOf = (file: string) => [...source(file).matchAll(/pointer="([^"]+)"[^\n]*?\bmaxlength="(\d+)"/g)].map(([, pointer, most]) => ({ pointer: pointer!, most: Number(most) }))

describe('limits', () => {
  it.each(Object.entries(BODIES))('of %s are those of the contract', (file, operations) => {
    const fields = fieldsOf(file)
    expect(fields.length).toBeGreaterThan(0)
    for (const { pointer, most } of fields) {
      const limits = operations.map((operation) => LIMITS[operation]?.[pointer]).filter((limit) => limit !== undefined)
      if (pointer !== '/currency' && pointer !== '/login') expect(limits, `${file} ${pointer}`).not.toEqual([])
      for (const limit of limits) expect(most, `${file} ${pointer}`).toBe(limit)
    }
  })

  it('of fields without a pointer of their own too', () => {
    const all = (file: string) => [...source(file).matchAll(/\bmaxlength="(\d+)"/g)].map(([, most]) => Number(most))
    const visit = LIMITS['createVisit']!
    expect(all('pages/visits/PeopleField.vue')).toEqual([visit['/people/*/name'], visit['/people/*/title'], visit['/people/*/phone']])
    expect(all('pages/visits/FollowUpsField.vue')).toEqual([visit['/follow_ups/*/what']])
    expect(all('pages/visits/VisitForm.vue')).toEqual([visit['/topics'], visit['/needs']])
    expect(all('pages/lists/NoteCell.vue')).toEqual([LIMITS['updateTargetItem']!['/note']])
    expect(new Set(all('pages/firms/NotesSection.vue'))).toEqual(new Set([LIMITS['createFirmNote']!['/text']]))
  })

  it('of leads and projects differ where their bodies do', () => {
    expect(limitOf('process', 'createLead')).toBe(2000)
    expect(limitOf('process', 'createProject')).toBe(4000)
    expect(limitOf('note', 'createProject')).toBe(8000)
  })
})
