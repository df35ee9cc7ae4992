// Generated from api/openapi.yaml by npm run contract: most characters of the texts of a body, by operation and JSON pointer.
export const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "signIn": {
    "/login": 64,
    "/password": 256
  },
  "changePassword": {
    "/old_password": 256,
    "/new_password": 256
  },
  "createUser": {
    "/name": 60,
    "/phone": 30,
    "/email": 120
  },
  "updateUser": {
    "/name": 60,
    "/phone": 30,
    "/email": 120
  },
  "createGroup": {
    "/lead": 120,
    "/members/*/role": 60,
    "/note": 2000
  },
  "updateGroup": {
    "/lead": 120,
    "/members/*/role": 60,
    "/note": 2000
  },
  "saveChainDocument": {
    "/note": 300
  },
  "checkChainDocument": {
    "/note": 300
  },
  "createLocalFirm": {
    "/name": 120,
    "/brand": 40,
    "/node": 80,
    "/note": 1000,
    "/provenance/source": 300
  },
  "updateLocalFirm": {
    "/name": 120,
    "/brand": 40,
    "/node": 80,
    "/note": 1000,
    "/provenance/source": 300
  },
  "createPlannedProject": {
    "/name": 120,
    "/node": 80,
    "/note": 1000,
    "/provenance/source": 300
  },
  "updatePlannedProject": {
    "/name": 120,
    "/node": 80,
    "/note": 1000,
    "/provenance/source": 300
  },
  "createTie": {
    "/local": 120,
    "/outside": 120,
    "/note": 1000,
    "/provenance/source": 300
  },
  "updateTie": {
    "/local": 120,
    "/outside": 120,
    "/note": 1000,
    "/provenance/source": 300
  },
  "saveWeights": {},
  "createTargetList": {
    "/name": 120,
    "/node": 80,
    "/chain": 40,
    "/group": 64,
    "/note": 2000
  },
  "updateTargetList": {
    "/name": 120,
    "/group": 64,
    "/note": 2000
  },
  "addToTargetList": {
    "/firms/*/firm": 40,
    "/firms/*/node": 80,
    "/firms/*/note": 2000
  },
  "updateTargetItem": {
    "/assignee": 64,
    "/note": 2000
  },
  "createFirmNote": {
    "/text": 4000,
    "/group": 64
  },
  "updateFirmNote": {
    "/text": 4000,
    "/group": 64
  },
  "createFirmCorrection": {
    "/value": 1000,
    "/reason": 500,
    "/provenance/source": 300
  },
  "createFirmContact": {
    "/name": 60,
    "/title": 60,
    "/phone": 30,
    "/email": 120,
    "/note": 1000,
    "/group": 64
  },
  "updateFirmContact": {
    "/name": 60,
    "/title": 60,
    "/phone": 30,
    "/email": 120,
    "/note": 1000,
    "/group": 64
  },
  "revealFirmContact": {
    "/reason": 300
  },
  "previewImport": {
    "/upload": 64,
    "/path": 500
  },
  "startImport": {
    "/sources/*/upload": 64,
    "/sources/*/path": 500,
    "/publisher": 200
  },
  "createTrip": {
    "/name": 120,
    "/group": 64,
    "/region": 40,
    "/purpose": 2000,
    "/firms/*/firm": 40,
    "/firms/*/name": 120,
    "/result": 4000
  },
  "updateTrip": {
    "/name": 120,
    "/group": 64,
    "/region": 40,
    "/purpose": 2000,
    "/firms/*/firm": 40,
    "/firms/*/name": 120,
    "/result": 4000
  },
  "createVisit": {
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/trip": 64,
    "/led_by": 64,
    "/people/*/name": 60,
    "/people/*/title": 60,
    "/people/*/phone": 30,
    "/topics": 4000,
    "/needs": 4000,
    "/follow_ups/*/what": 500,
    "/follow_ups/*/owner": 64
  },
  "updateVisit": {
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/trip": 64,
    "/led_by": 64,
    "/people/*/name": 60,
    "/people/*/title": 60,
    "/people/*/phone": 30,
    "/topics": 4000,
    "/needs": 4000,
    "/follow_ups/*/what": 500,
    "/follow_ups/*/owner": 64
  },
  "revealVisitPeople": {
    "/reason": 300
  },
  "updateFollowUp": {
    "/what": 500,
    "/owner": 64
  },
  "createTripPlan": {
    "/name": 120,
    "/groups/*/group": 64
  },
  "replanTrip": {
    "/name": 120,
    "/groups/*/group": 64
  },
  "saveGroupTarget": {
    "/group": 64
  },
  "createLead": {
    "/title": 160,
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/introducer": 160,
    "/node": 80,
    "/facts/process": 2000,
    "/facts/environment": 2000,
    "/led_by": 64,
    "/note": 4000,
    "/despite_duplicates": 500
  },
  "checkLead": {
    "/title": 160,
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/introducer": 160,
    "/node": 80,
    "/facts/process": 2000,
    "/facts/environment": 2000,
    "/led_by": 64,
    "/note": 4000,
    "/despite_duplicates": 500
  },
  "updateLead": {
    "/title": 160,
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/introducer": 160,
    "/node": 80,
    "/facts/process": 2000,
    "/facts/environment": 2000,
    "/led_by": 64,
    "/note": 4000,
    "/despite_duplicates": 500
  },
  "stepLead": {
    "/reason": 1000
  },
  "sendPublicLead": {
    "/firm": 120,
    "/title": 160,
    "/text": 4000,
    "/contact": 60,
    "/phone": 30
  },
  "createProject": {
    "/name": 160,
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/node": 80,
    "/phase_of": 64,
    "/lead": 64,
    "/process": 4000,
    "/environment": 4000,
    "/registered_firm": 120,
    "/project_code": 60,
    "/lead_official": 120,
    "/competitors/*": 60,
    "/note": 8000
  },
  "updateProject": {
    "/name": 160,
    "/firm/firm": 40,
    "/firm/name": 120,
    "/group": 64,
    "/node": 80,
    "/phase_of": 64,
    "/lead": 64,
    "/process": 4000,
    "/environment": 4000,
    "/registered_firm": 120,
    "/project_code": 60,
    "/lead_official": 120,
    "/competitors/*": 60,
    "/note": 8000
  },
  "stepProject": {
    "/note": 1000,
    "/override_reason": 1000
  },
  "setProjectActivity": {
    "/reason": 1000
  },
  "createProblem": {
    "/title": 160,
    "/detail": 4000,
    "/owner": 64
  },
  "updateProblem": {
    "/title": 160,
    "/detail": 4000,
    "/owner": 64,
    "/solution": 4000
  },
  "createLandingPlan": {
    "/name": 120,
    "/template": 60
  },
  "updateLandingPlan": {
    "/name": 120
  },
  "createPayment": {
    "/project": 64,
    "/note": 1000,
    "/despite_reason": 500
  },
  "reversePayment": {
    "/reason": 500
  },
  "auditPayment": {
    "/reason": 500
  },
  "createRule": {
    "/note": 1000
  },
  "saveBase": {
    "/provenance/source": 300
  },
  "closeMonth": {},
  "importSheet": {
    "/upload": 64
  }
}
