"""Columns that several tables share, under the names of the submission and of the extract."""

from __future__ import annotations

from evenlode.data.sent.form import SentColumn

PERSON = SentColumn("Person_ID", aliases=("Der_Person_ID", "person"))
LOCAL_PATIENT = SentColumn("LocalPatientID")
REFERRAL = SentColumn("ServiceRequestID", aliases=("UniqServReqID",))
SPELL = SentColumn("HospProvSpellID", aliases=("HospProvSpellNum", "UniqHospProvSpellID", "UniqHospProvSpellNum"))
CONTACT = SentColumn("CareContactID", aliases=("UniqCareContID",))
ACTIVITY = SentColumn("CareActID", aliases=("UniqCareActID",))
CLUSTER_RECORD = SentColumn("CareClustID", aliases=("UniqClustID",))
TEAM = SentColumn("CareProfTeamLocalID", aliases=("OtherCareProfTeamLocalID", "UniqCareProfTeamID"))
EXTRACT = (SentColumn("OrgIDProv", aliases=("OrgIDProvider",)), SentColumn("UniqMonthID"), SentColumn("RecordNumber"))
