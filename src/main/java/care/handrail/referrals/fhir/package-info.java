/** Referrals to us as FHIR R4: what they say, in the fields of the form {@code TakeReferral}. */
@NullMarked
package care.handrail.referrals.fhir;

import org.jspecify.annotations.NullMarked;
