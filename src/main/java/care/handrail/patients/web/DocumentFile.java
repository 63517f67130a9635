package care.handrail.patients.web;

import care.handrail.patients.IntakeDocuments;
import care.handrail.patients.intake.MediaTypes;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Hands a document to a browser so that nothing in it can act: its type as it was found and not guessed again, under a
 * policy that lets it do nothing, and saved rather than opened unless the browser shows it by itself.
 */
final class DocumentFile {

    private DocumentFile() {}

    static ResponseEntity<byte[]> of(IntakeDocuments.Shown shown) {
        var disposition = MediaTypes.isShownByBrowsers(shown.mediaType())
                ? ContentDisposition.inline()
                : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(
                        shown.mediaType().equals("text/plain") ? "text/plain;charset=UTF-8" : shown.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition.filename(shown.name()).build().toString())
                .body(shown.content());
    }
}
