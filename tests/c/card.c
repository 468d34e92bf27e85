/* Cards, certificates and the face record: good calls, bad calls, wrong states, torn links. */
#include "check.h"

static const unsigned char DIGEST[32] = {1, 2, 3};
static PER_THREAD mnr_detail detail;
#define DETAIL (MNR_INIT(&detail), &detail)

/* RFC 7468: base64 in lines of 64. */
static void as_pem(const uint8_t *der, size_t length, char *pem)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at, column = 0;
    pem += sprintf(pem, "-----BEGIN CERTIFICATE-----\n");
    for (at = 0; at < length; at += 3) {
        unsigned long three = (unsigned long)der[at] << 16;
        if (at + 1 < length)
            three |= (unsigned long)der[at + 1] << 8;
        if (at + 2 < length)
            three |= der[at + 2];
        *pem++ = digits[three >> 18 & 63];
        *pem++ = digits[three >> 12 & 63];
        *pem++ = at + 1 < length ? digits[three >> 6 & 63] : '=';
        *pem++ = at + 2 < length ? digits[three & 63] : '=';
        if ((column += 4) == 64) {
            *pem++ = '\n';
            column = 0;
        }
    }
    if (column != 0)
        *pem++ = '\n';
    sprintf(pem, "-----END CERTIFICATE-----\n");
}

static void identify_and_certificate(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    mnr_identity identity;
    mnr_certificate *certificate = NULL, *again = NULL;
    mnr_anchors *anchors, *empty;
    mnr_assessment assessment;
    const uint8_t *der;
    size_t length, needed;
    int32_t hierarchy, tries;
    uint32_t exchanges;
    char serial[64];

    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.struct_size == sizeof identity);
    CHECK(identity.token == MNR_TOKEN_CARD && identity.pin_tries == 3);
    CHECK(identity.authentication_certificate == MNR_AVAILABILITY_PRESENT);
    CHECK(identity.expiry_status == MNR_OK && identity.expiry_year > 2026);
    OK(mnr_card_exchanges(card, &exchanges));
    CHECK(exchanges == 5);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_exchanges(card, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_identify(card, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_identify(NULL, &identity));
    identity.struct_size = 3;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_card_identify(card, &identity));

    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_tries(card, 99, &tries, DETAIL));
    CHECK(detail.status == MNR_ERROR_ARGUMENT && detail.recovery == MNR_RECOVERY_MEND_PROGRAM);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_tries(card, MNR_KEY_CODE_B, NULL, NULL));
    OK(mnr_card_tries(card, MNR_KEY_CODE_B, &tries, NULL));
    CHECK(tries == 10);
    /* A detail record of no version's size is refused before anything is done, and left alone. */
    MNR_INIT(&detail);
    detail.struct_size = 5;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_card_tries(card, MNR_KEY_CODE_B, &tries, &detail));
    CHECK(detail.status == 0);

    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_certificate(card, NULL, 0, 0, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_read_certificate(card, NULL, 0, 7, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT,
                 mnr_card_read_certificate(card, (const uint8_t *)"12a4", 4, 0, &certificate, NULL));
    CHECK(certificate == NULL);
    OK(mnr_card_read_certificate(card, NULL, 0, MNR_LAST_TRY_KEEP, &certificate, NULL));
    OK(mnr_certificate_der(certificate, &der, &length));
    CHECK(length > 500 && der[0] == 0x30);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_der(certificate, NULL, &length));
    OK(mnr_certificate_parse(der, length, &again, NULL));
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_certificate_parse(der, length - 1, &again, DETAIL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_parse(NULL, 1, &again, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_certificate_parse(der, 0, &again, NULL));
    needed = 0;
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_certificate_serial(certificate, serial, 1, &needed));
    CHECK(needed > 1);
    OK(mnr_certificate_serial(certificate, serial, sizeof serial, &needed));
    CHECK(strlen(serial) + 1 == needed);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_serial(certificate, serial, sizeof serial, NULL));

    MNR_INIT(&assessment);
    OK(mnr_certificate_assess(certificate, DAY(2026, 11, 24), MNR_TOKEN_CARD, MNR_GRACE_END_OF_MONTH,
                              MNR_REVOCATION_GOOD, &assessment));
    CHECK(assessment.state == MNR_CERTIFICATE_VALID && assessment.days_left > 90);
    OK(mnr_certificate_assess(certificate, DAY(2026, 11, 24), MNR_TOKEN_CARD, MNR_GRACE_EXACT,
                              MNR_REVOCATION_REVOKED, &assessment));
    CHECK(assessment.state == MNR_CERTIFICATE_REVOKED);
    OK(mnr_certificate_assess(certificate, DAY(2000, 1, 1), MNR_TOKEN_CARD, MNR_GRACE_EXACT,
                              MNR_REVOCATION_UNKNOWN, &assessment));
    CHECK(assessment.state == MNR_CERTIFICATE_UNKNOWN);
    CHECK_STATUS(MNR_ERROR_DATE, mnr_certificate_assess(certificate, DAY(2026, 13, 1), MNR_TOKEN_CARD, 0, 0,
                                                        &assessment));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_certificate_assess(certificate, DAY(2026, 12, 1), 77, 0, 0, &assessment));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_certificate_assess(certificate, DAY(2026, 12, 1), 1, 9, 0, &assessment));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_certificate_assess(certificate, DAY(2026, 12, 1), 1, 0, 9, &assessment));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_assess(certificate, DAY(2026, 12, 1), 1, 0, 0, NULL));

    /* Test cards are accepted only where they are asked for. */
    OK(mnr_sim_anchors(&anchors));
    OK(mnr_anchors_new(&empty));
    hierarchy = 0;
    CHECK(mnr_anchors_verify(anchors, certificate, 0, &hierarchy, DETAIL) != MNR_OK);
    CHECK(hierarchy == 0);
    OK(mnr_anchors_verify(anchors, certificate, 1, &hierarchy, NULL));
    CHECK(hierarchy == MNR_HIERARCHY_TEST);
    CHECK_STATUS(MNR_ERROR_UNTRUSTED, mnr_anchors_verify(empty, certificate, 1, &hierarchy, DETAIL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_anchors_verify(anchors, certificate, 2, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_anchors_verify(anchors, NULL, 1, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_anchors_verify(NO_HANDLE(mnr_anchors), certificate, 1, &hierarchy, NULL));
    /* A certificate of a person is no root. */
    CHECK(mnr_anchors_add_der(empty, der, length, MNR_HIERARCHY_TEST, DETAIL) != MNR_OK);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_anchors_add_der(empty, NULL, 1, MNR_HIERARCHY_TEST, NULL));
    CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_anchors_add_pem(empty, "no pem", 6, MNR_HIERARCHY_TEST, &needed, DETAIL));
    CHECK_STATUS(MNR_ERROR_TEXT, mnr_anchors_add_pem(empty, "\xFF", 1, MNR_HIERARCHY_TEST, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_anchors_add_pem(empty, "x", 1, MNR_HIERARCHY_TEST, NULL, NULL));
    {
        mnr_anchors *loaded = NULL;
        CHECK_STATUS(MNR_ERROR_DATA_FILE, mnr_anchors_load("schema = 7", 10, &loaded, DETAIL));
        CHECK(detail.text[0] != 0 && loaded == NULL);
        CHECK_STATUS(MNR_ERROR_NULL, mnr_anchors_load(NULL, 3, &loaded, NULL));
        OK(mnr_anchors_load("schema = 1\n", 11, &loaded, NULL));
        OK(mnr_anchors_free(loaded));
    }
    {
        /* The card's own copy of its issuer, taken for trusted: what a program reads from a file. */
        mnr_certificate *root = NULL;
        const uint8_t *root_der;
        size_t size, added = 0;
        char pem[8192];
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_ca_certificate(card, NULL, NULL));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_ca_certificate(NULL, &root, NULL));
        OK(mnr_card_read_ca_certificate(card, &root, NULL));
        OK(mnr_certificate_der(root, &root_der, &size));
        as_pem(root_der, size, pem);
        OK(mnr_anchors_add_pem(empty, pem, strlen(pem), MNR_HIERARCHY_TEST, &added, NULL));
        CHECK(added == 1);
        {
            /* As many copies as a text has room for; each is the one that is there. */
            size_t one = strlen(pem), copies = ((size_t)1 << 20) / one, copy;
            char *many = malloc(copies * one);
            CHECK(many != NULL);
            for (copy = 0; copy < copies; copy++)
                memcpy(many + copy * one, pem, one);
            OK(mnr_anchors_add_pem(empty, many, copies * one, MNR_HIERARCHY_TEST, &added, NULL));
            CHECK(added == copies);
            free(many);
        }
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_anchors_add_pem(empty, pem, strlen(pem), 5, &added, NULL));
        OK(mnr_anchors_verify(empty, certificate, 1, &hierarchy, NULL));
        OK(mnr_anchors_free(empty));
        OK(mnr_anchors_new(&empty));
        OK(mnr_anchors_add_der(empty, root_der, size, MNR_HIERARCHY_TEST, NULL));
        OK(mnr_anchors_verify(empty, certificate, 1, &hierarchy, NULL));
        OK(mnr_certificate_free(root));
    }
    CHECK_STATUS(MNR_ERROR_NULL, mnr_anchors_new(NULL));
    OK(mnr_anchors_free(anchors));
    OK(mnr_anchors_free(empty));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_anchors_free(empty));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_anchors_add_der(empty, der, length, MNR_HIERARCHY_TEST, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_anchors_add_pem(empty, "x", 1, MNR_HIERARCHY_TEST, &needed, NULL));

    OK(mnr_certificate_free(certificate));
    OK(mnr_certificate_free(again));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_free(again));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_der(again, &der, &length));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_serial(again, serial, sizeof serial, &needed));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_assess(again, DAY(2026, 12, 1), 1, 0, 0, &assessment));
    OK(mnr_certificate_free(NULL));
    OK(mnr_anchors_free(NULL));
    OK(mnr_card_end(card, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
}

static void pins(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    char pin[8];
    unsigned char signature[MNR_SIGNATURE_MAX];
    size_t needed = 0;
    int32_t tries;
    uint32_t exchanges, presentations;
    const uint8_t *wrong = (const uint8_t *)"0000";

    OK(mnr_sim_card_secret(sim, MNR_KEY_AUTHENTICATION_PIN, pin, sizeof pin, &needed));
    /* The buffer is refused before anything is sent. */
    CHECK_STATUS(MNR_ERROR_BUFFER,
                 mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, 0, DIGEST, 32, pin, 4), signature, 256, &needed, DETAIL));
    CHECK(needed == MNR_SIGNATURE_MAX);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    CHECK(exchanges == 0);
    OK(mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, 0, DIGEST, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK(needed == 256);
    CHECK_STATUS(MNR_ERROR_LENGTH,
                 mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, 0, DIGEST, 31, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT,
                 mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, 9, 0, DIGEST, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT,
                 mnr_card_sign(card, SIGNING(MNR_KEY_CODE_B, MNR_SCHEME_DIGEST, 0, DIGEST, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_sign(card, SIGNING(1, 1, 0, NULL, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_sign(card, SIGNING(1, 1, 0, DIGEST, 32, NULL, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_sign(card, NULL, signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_sign(card, SIGNING(1, 1, 2, DIGEST, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_sign(card, SIGNING(1, 1, 0, DIGEST, 32, pin, 0), signature, sizeof signature, &needed, NULL));
    {
        mnr_signing signing = *SIGNING(1, 1, 0, DIGEST, 32, pin, 4);
        signing.struct_size--;
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_card_sign(card, &signing, signature, sizeof signature, &needed, NULL));
    }

    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, NULL, 4, 0, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 0, 0, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 3, 0, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, (size_t)1 << 30, 0, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_verify(card, MNR_KEY_TEXT_PIN, wrong, 4, 0, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 4, 9, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 4, 0, DETAIL));
    CHECK(detail.tries_left == 2);
    CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 4, 0, DETAIL));
    CHECK(detail.tries_left == 1);
    /* The last try is kept unless it was accepted to lose it. */
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    CHECK_STATUS(MNR_ERROR_TOO_FEW_TRIES, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, wrong, 4, MNR_LAST_TRY_KEEP, DETAIL));
    CHECK(detail.tries_left == 1);
    {
        uint32_t after;
        OK(mnr_sim_card_counts(sim, &exchanges, &after));
        CHECK(after == presentations);
    }
    OK(mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)pin, 4, MNR_LAST_TRY_ACCEPTED, NULL));
    OK(mnr_sim_card_tries(sim, MNR_KEY_AUTHENTICATION_PIN, &tries));
    CHECK(tries == 3);
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_verify((mnr_card *)sim, 1, wrong, 4, 0, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_reset(NULL, NULL));
    OK(mnr_card_reset(card, NULL));
    OK(mnr_card_free(card));
    OK(mnr_card_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_free(card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_reset(card, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_tries(card, 1, &tries, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_exchanges(card, &exchanges));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_sign(card, SIGNING(1, 1, 0, DIGEST, 32, pin, 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_end(NULL, NULL));
    OK(mnr_sim_card_free(sim));
}

/* Nothing of the record is given out while nobody vouches for it. */
static void refused_before(mnr_face *face)
{
    mnr_face_facts facts;
    const uint8_t *data = NULL;
    size_t length = 0;
    MNR_INIT(&facts);
    CHECK_STATUS(MNR_ERROR_STATE, mnr_face_photo(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_STATE, mnr_face_name_image(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_STATE, mnr_face_address_image(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_STATE, mnr_face_read_facts(face, &facts));
    CHECK(data == NULL && length == 0 && facts.birth_year == 0);
}

/* Whose record a genuine one is, by who is trusted; ends with one that is vouched for. */
static void who_vouches(mnr_face *face)
{
    mnr_anchors *authority, *nobody, *forged;
    const uint8_t *data;
    size_t length;
    int32_t hierarchy = 77;
    /* A key of the test authority's name that is not its key, as a forger's chip would need it the
     * other way round. */
    static const char head[] = "schema = 1\n[[authority-key]]\nhierarchy = \"test\"\n"
                               "id = \"39393030303233080530303100000000\"\n"
                               "exponent = \"010001\"\nmodulus = \"";
    char toml[sizeof head + 512 + 2];
    memcpy(toml, head, sizeof head - 1);
    memset(toml + sizeof head - 1, 'D', 512);
    memcpy(toml + sizeof head - 1 + 512, "\"\n", 3);

    OK(mnr_sim_anchors(&authority));
    OK(mnr_anchors_new(&nobody));
    OK(mnr_anchors_load(toml, strlen(toml), &forged, DETAIL));
    refused_before(face);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_verify(NULL, authority, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_verify(face, NULL, 1, MNR_UNTRACED_REPORT, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_verify(face, authority, 1, MNR_UNTRACED_REFUSE, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_verify(face, NO_HANDLE(mnr_anchors), 1, MNR_UNTRACED_REPORT, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_face_verify(face, authority, 2, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_face_verify(face, authority, 1, 2, &hierarchy, NULL));
    /* By default a record that nobody can be found for is refused. */
    CHECK_STATUS(MNR_ERROR_UNTRUSTED, mnr_face_verify(face, nobody, 1, MNR_UNTRACED_REFUSE, &hierarchy, DETAIL));
    CHECK(strstr(detail.text, "9900023") != NULL); /* whose key is missing */
    /* An authority of test cards that was not asked for, and a signature that is not the
     * authority's, are refused whatever the policy. */
    CHECK_STATUS(MNR_ERROR_UNTRUSTED, mnr_face_verify(face, authority, 0, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_UNTRUSTED, mnr_face_verify(face, authority, 0, MNR_UNTRACED_REPORT, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_SIGNATURE, mnr_face_verify(face, forged, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_SIGNATURE, mnr_face_verify(face, forged, 1, MNR_UNTRACED_REPORT, &hierarchy, NULL));
    refused_before(face);
    CHECK(hierarchy == 77);
    /* Taken although nobody was found, where that was asked for; and it says so. */
    OK(mnr_face_verify(face, nobody, 0, MNR_UNTRACED_REPORT, &hierarchy, NULL));
    CHECK(hierarchy == MNR_HIERARCHY_UNTRACED);
    OK(mnr_face_photo(face, &data, &length));
    /* A stricter look takes that back. */
    CHECK_STATUS(MNR_ERROR_UNTRUSTED, mnr_face_verify(face, nobody, 0, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    refused_before(face);
    OK(mnr_face_verify(face, authority, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK(hierarchy == MNR_HIERARCHY_TEST);
    OK(mnr_anchors_free(authority));
    OK(mnr_anchors_free(nobody));
    OK(mnr_anchors_free(forged));
}

static void faces(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    unsigned char codes[28], challenge[32] = {7};
    char digits[16], printed[15] = "";
    mnr_face *face = NULL;
    mnr_face_facts facts;
    const uint8_t *data = NULL;
    size_t length = 0, needed;
    int32_t signature = 1, presence = 1, hierarchy = 0, policy;
    mnr_anchors *anchors;

    OK(mnr_sim_anchors(&anchors));
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_code_b_from_printed((const uint8_t *)digits, 6, atoi(digits + 6) / 10000,
                               (const uint8_t *)digits + 10, 4, (uint8_t *)printed, 14, &needed));
    CHECK(memcmp(printed, digits, 14) == 0 && needed == 14);
    CHECK_STATUS(MNR_ERROR_BUFFER, mnr_code_b_from_printed((const uint8_t *)digits, 6, 2030, (const uint8_t *)digits, 4, (uint8_t *)printed, 13, &needed));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_code_b_from_printed((const uint8_t *)"99", 2, 2030, (const uint8_t *)digits, 4, (uint8_t *)printed, 14, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_code_b_from_printed((const uint8_t *)digits, 6, 70000, (const uint8_t *)digits, 4, (uint8_t *)printed, 14, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_code_b_from_printed(NULL, 6, 2030, (const uint8_t *)digits, 4, (uint8_t *)printed, 14, &needed));

    CHECK_STATUS(MNR_ERROR_READINGS_DISAGREE, mnr_card_read_face(card, READINGS(codes, 1, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_READINGS_DISAGREE, mnr_card_read_face(card, READINGS(codes, 2, 2, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_face(card, READINGS(NULL, 2, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), NULL, &face, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_read_face(card, READINGS(codes, 0, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_read_face(card, READINGS(codes, (size_t)-1, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_read_face(card, READINGS(codes, 65, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 256), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, -2), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_face(card, NULL, challenge, &face, NULL));
    {
        mnr_readings readings = *READINGS(codes, 2, 0, 0, 0);
        readings.struct_size--;
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_card_read_face(card, &readings, challenge, &face, NULL));
    }
    CHECK_STATUS(MNR_ERROR_TOO_FEW_TRIES, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 10), challenge, &face, DETAIL));
    CHECK(face == NULL);
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_face_proof(face, &signature, &presence));
    CHECK(signature == MNR_OK && presence == MNR_OK);
    who_vouches(face);
    MNR_INIT(&facts);
    OK(mnr_face_read_facts(face, &facts));
    CHECK(facts.birth_year > 1900 && facts.photo_width > 0);
    OK(mnr_face_photo(face, &data, &length));
    CHECK(length > 1000 && memcmp(data + 4, "jP  ", 4) == 0);
    OK(mnr_face_name_image(face, &data, &length));
    CHECK(memcmp(data + 1, "PNG", 3) == 0);
    OK(mnr_face_address_image(face, &data, &length));
    CHECK(memcmp(data + 1, "PNG", 3) == 0);
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_photo(face, NULL, &length));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_name_image(face, &data, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_address_image(NULL, &data, &length));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_proof(face, NULL, &presence));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_face_read_facts(face, NULL));
    OK(mnr_face_free(face));
    OK(mnr_face_free(NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_free(face));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_photo(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_name_image(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_address_image(face, &data, &length));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_proof(face, &signature, &presence));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_read_facts(face, &facts));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    OK(mnr_card_end(card, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_sim_card_free(sim));

    /* A photo that was changed after it was signed is read, and shown as not proved. */
    sim = new_sim("altered-photo");
    card = open_card(sim);
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_face_proof(face, &signature, &presence));
    CHECK(signature == MNR_ERROR_SIGNATURE);
    /* Neither policy takes what fails a check. */
    for (policy = MNR_UNTRACED_REFUSE; policy <= MNR_UNTRACED_REPORT; policy++)
        CHECK_STATUS(MNR_ERROR_SIGNATURE, mnr_face_verify(face, anchors, 1, policy, &hierarchy, NULL));
    refused_before(face);
    OK(mnr_face_free(face));
    /* Digits that are well formed and wrong cost one try, once. */
    OK(mnr_card_end(card, NULL));
    card = open_card(sim);
    codes[13] = codes[27] = (unsigned char)(codes[13] == '0' ? '1' : '0');
    CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, DETAIL));
    CHECK(detail.tries_left == 9);
    OK(mnr_card_free(card));
    OK(mnr_sim_card_free(sim));

    /* The proof that the chip is there was torn off: the record is there and is not given out. */
    sim = new_sim("adult");
    card = open_card(sim);
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_sim_card_fault(sim, 6, MNR_SIM_TORN_BEFORE)); /* the last exchange of six */
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_face_proof(face, &signature, &presence));
    CHECK(signature == MNR_OK && presence == MNR_ERROR_LINK_BROKEN);
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REPORT, &hierarchy, DETAIL));
    refused_before(face);
    OK(mnr_face_free(face));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
    OK(mnr_anchors_free(anchors));
}

static mnr_card *readings_of(mnr_sim_card *sim, unsigned char *codes)
{
    char digits[16];
    size_t needed;
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    return open_card(sim);
}

/* Cards that are not as most are: keys that are blocked, no photo, a record that is damaged, a phone
 * that asks for the PIN first. */
static void other_cards(void)
{
    mnr_sim_card *sim = new_sim("pin-locked");
    mnr_card *card = open_card(sim);
    mnr_certificate *certificate = NULL;
    mnr_anchors *anchors;
    mnr_face *face = NULL;
    mnr_face_facts facts;
    mnr_identity identity;
    unsigned char codes[28], challenge[32] = {8}, signature[MNR_SIGNATURE_MAX];
    const uint8_t *data = NULL, *der;
    char pem[8192];
    size_t length = 0, needed = 0;
    int32_t hierarchy;

    OK(mnr_sim_anchors(&anchors));
    CHECK_STATUS(MNR_ERROR_SECRET_BLOCKED, mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, MNR_LAST_TRY_ACCEPTED, DETAIL));
    CHECK(detail.tries_left == 0);
    CHECK_STATUS(MNR_ERROR_SECRET_BLOCKED, mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, MNR_LAST_TRY_ACCEPTED, DIGEST, 32, "0000", 4), signature, sizeof signature, &needed, NULL));
    /* An authority's certificate is none of a person; a person's is no root. */
    OK(mnr_card_read_ca_certificate(card, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_anchors_verify(anchors, certificate, 1, &hierarchy, NULL));
    OK(mnr_certificate_free(certificate));
    OK(mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    OK(mnr_certificate_der(certificate, &der, &length));
    as_pem(der, length, pem);
    CHECK_STATUS(MNR_ERROR_CERTIFICATE, mnr_anchors_add_pem(anchors, pem, strlen(pem), MNR_HIERARCHY_TEST, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_anchors_add_der(anchors, der, length, 9, NULL));
    OK(mnr_certificate_free(certificate));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    sim = new_sim("code-b-locked");
    card = readings_of(sim, codes);
    CHECK_STATUS(MNR_ERROR_SECRET_BLOCKED, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, MNR_TRIES_KEPT_NONE), challenge, &face, NULL));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    sim = new_sim("damaged-face-record");
    card = readings_of(sim, codes);
    CHECK_STATUS(MNR_ERROR_RECORD, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, DETAIL));
    CHECK(detail.offset != UINT32_MAX && face == NULL);
    codes[3] = codes[17] = 'x';
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    sim = new_sim("infant-without-photo");
    card = readings_of(sim, codes);
    OK(mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    OK(mnr_face_verify(face, anchors, 1, MNR_UNTRACED_REFUSE, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_face_photo(face, &data, &length));
    MNR_INIT(&facts);
    facts.struct_size = 4;
    CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_face_read_facts(face, &facts));
    OK(mnr_face_free(face));
    face = NULL;
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    sim = new_sim("android");
    card = open_card(sim);
    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token == MNR_TOKEN_ANDROID);
    CHECK_STATUS(MNR_ERROR_PIN_NEEDED, mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));

    /* The answer to code B is lost: nothing but the reading of its tries is allowed after it. */
    sim = new_sim("adult");
    card = readings_of(sim, codes);
    OK(mnr_sim_card_fault(sim, 3, MNR_SIM_TORN_AFTER)); /* selection, tries, code B */
    CHECK_STATUS(MNR_ERROR_OUTCOME_UNKNOWN, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    CHECK_STATUS(MNR_ERROR_UNSETTLED, mnr_card_sign(card, SIGNING(MNR_KEY_AUTHENTICATION_PIN, MNR_SCHEME_DIGEST, 0, DIGEST, 32, "0000", 4), signature, sizeof signature, &needed, NULL));
    CHECK_STATUS(MNR_ERROR_UNSETTLED, mnr_card_read_ca_certificate(card, &certificate, NULL));
    OK(mnr_sim_card_take_away(sim));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_tries(card, MNR_KEY_CODE_B, &hierarchy, NULL));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    CHECK(face == NULL);
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
    OK(mnr_anchors_free(anchors));
}

/* A reader that answers the query of tries by itself (nfc-pcsc#37, acsccid#30): what it says is not the
 * card's word, and nothing is presented on it. */
static void counted_by_the_reader(void)
{
    static const uint16_t words[] = {0x6300, 0x63C4, 0x63C9, 0x63CF, 0x9000};
    for (size_t at = 0; at < sizeof words / sizeof *words; at++) {
        mnr_sim_card *sim = new_sim("pin-last-try");
        mnr_card *card = open_card(sim);
        int32_t tries = 77;
        uint32_t exchanges, presentations;
        OK(mnr_sim_card_answer_queries(sim, words[at]));
        OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
        CHECK(tries == MNR_TRIES_UNKNOWN);
        CHECK_STATUS(MNR_ERROR_TOO_FEW_TRIES,
                     mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, 0, DETAIL));
        CHECK(detail.tries_left == MNR_TRIES_UNKNOWN);
        OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
        CHECK(presentations == 0);
        OK(mnr_sim_card_tries(sim, MNR_KEY_AUTHENTICATION_PIN, &tries));
        CHECK(tries == 1);
        OK(mnr_card_end(card, NULL));
        OK(mnr_sim_card_free(sim));
    }
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_sim_card_answer_queries(NO_HANDLE(mnr_sim_card), 0x6300));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_sim_card_answer_queries(NULL, 0x6300));
}

/* A PIN whose outcome is not known: nothing but the reading of the tries is allowed after it. */
/* Each key that can be changed: the old value is judged first, and costs a try if it is wrong. */
/* Holds: R4 */
static void changes(void)
{
    static const struct {
        int32_t key;
        const char *other, *another, *malformed;
        int32_t tries;
    } keys[] = {
        {MNR_KEY_AUTHENTICATION_PIN, "0000", "8765", "12a4", 3},
        {MNR_KEY_SIGNATURE_PASSWORD, "WRONG1", "NEWPASS1", "newpass1", 5},
        {MNR_KEY_TEXT_PIN, "0000", "8765", "12345", 3},
    };
    size_t index, needed;
    for (index = 0; index < 3; index++) {
        const int32_t key = keys[index].key;
        const char *wrong = keys[index].other, *fresh = keys[index].another, *malformed = keys[index].malformed;
        mnr_sim_card *sim = new_sim("adult");
        mnr_card *card = open_card(sim);
        char old[32];
        size_t length, had = strlen(wrong), has = strlen(fresh);
        int32_t tries;
        uint32_t before, after, presentations, steps;
        OK(mnr_sim_card_secret(sim, key, old, sizeof old, &needed));
        length = needed - 1;
        /* Of another form, old or new: nothing is sent. */
        CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_change(card, CHANGE(key, 0, old, length, malformed, strlen(malformed)), NULL));
        CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_change(card, CHANGE(key, 0, malformed, strlen(malformed), fresh, has), NULL));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_change(card, CHANGE(key, 0, old, 0, fresh, has), NULL));
        CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_change(card, CHANGE(key, 0, old, length, fresh, 0), NULL));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_change(card, CHANGE(key, 0, NULL, length, fresh, has), NULL));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_change(card, CHANGE(key, 0, old, length, NULL, has), NULL));
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_change(card, CHANGE(key, 2, old, length, fresh, has), NULL));
        OK(mnr_sim_card_counts(sim, &before, &presentations));
        CHECK(before == 0);
        CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_change(card, CHANGE(key, 0, wrong, had, fresh, has), DETAIL));
        CHECK(detail.tries_left == keys[index].tries - 1);
        /* Changed, with one presentation; the counter is full again, and the old value is wrong. */
        OK(mnr_card_change(card, CHANGE(key, 0, old, length, fresh, has), NULL));
        OK(mnr_sim_card_counts(sim, &after, &presentations));
        OK(mnr_sim_card_tries(sim, key, &tries));
        CHECK(presentations == 2 && tries == keys[index].tries);
        CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_change(card, CHANGE(key, 0, old, length, fresh, has), DETAIL));
        OK(mnr_card_change(card, CHANGE(key, 0, fresh, has, old, length), NULL));
        OK(mnr_sim_card_counts(sim, &before, &presentations));
        OK(mnr_card_change(card, CHANGE(key, 0, old, length, fresh, has), NULL));
        OK(mnr_sim_card_counts(sim, &after, &presentations));
        steps = after - before;
        /* The answer to the change itself is lost: nobody knows which value it has. */
        OK(mnr_sim_card_fault(sim, after + steps, MNR_SIM_TORN_AFTER));
        CHECK_STATUS(MNR_ERROR_OUTCOME_UNKNOWN, mnr_card_change(card, CHANGE(key, 0, fresh, has, old, length), DETAIL));
        CHECK_STATUS(MNR_ERROR_UNSETTLED, mnr_card_change(card, CHANGE(key, 0, old, length, fresh, has), NULL));
        OK(mnr_card_tries(card, key, &tries, NULL));
        CHECK(tries == keys[index].tries);
        /* Down to the last try, which is kept. */
        while (tries > 1) {
            CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_change(card, CHANGE(key, 0, wrong, had, fresh, has), DETAIL));
            tries = detail.tries_left;
        }
        OK(mnr_sim_card_counts(sim, &before, &presentations));
        CHECK_STATUS(MNR_ERROR_TOO_FEW_TRIES, mnr_card_change(card, CHANGE(key, MNR_LAST_TRY_KEEP, wrong, had, fresh, has), DETAIL));
        OK(mnr_sim_card_counts(sim, &after, &steps));
        CHECK(detail.tries_left == 1 && steps == presentations);
        CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_change(card, CHANGE(key, MNR_LAST_TRY_ACCEPTED, wrong, had, fresh, has), DETAIL));
        CHECK_STATUS(MNR_ERROR_SECRET_BLOCKED, mnr_card_change(card, CHANGE(key, MNR_LAST_TRY_ACCEPTED, wrong, had, fresh, has), DETAIL));
        OK(mnr_sim_card_counts(sim, &after, &presentations));
        OK(mnr_sim_card_fault(sim, after + 1, MNR_SIM_TORN_BEFORE));
        CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_change(card, CHANGE(key, MNR_LAST_TRY_ACCEPTED, wrong, had, fresh, has), DETAIL));
        OK(mnr_card_end(card, NULL));
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_change(card, CHANGE(key, 0, old, length, fresh, has), NULL));
        OK(mnr_sim_card_free(sim));
    }
    {
        mnr_sim_card *sim = new_sim("adult");
        mnr_card *card = open_card(sim);
        mnr_change change = *CHANGE(MNR_KEY_CODE_B, 0, "0000", 4, "0000", 4);
        CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_change(card, &change, NULL));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_change(card, NULL, NULL));
        CHECK_STATUS(MNR_ERROR_NULL, mnr_card_change(NULL, CHANGE(1, 0, "0000", 4, "0000", 4), NULL));
        change.struct_size--;
        CHECK_STATUS(MNR_ERROR_STRUCT_SIZE, mnr_card_change(card, &change, NULL));
        OK(mnr_card_end(card, NULL));
        OK(mnr_sim_card_free(sim));
    }
}

static char heard[4096];
static void hear(void *user, int32_t level, const char *text)
{
    (void)user;
    (void)level;
    if (strlen(heard) + strlen(text) + 2 < sizeof heard)
        strcat(strcat(heard, text), "\n");
}

/* Whether a text has these characters alone. */
static int is_of(const char *text, const char *characters)
{
    while (*text != 0 && strchr(characters, *text) != NULL)
        text++;
    return *text == 0;
}

/* Personal data come from one call, and no log has them. */
static void what_it_states(mnr_certificate *certificate)
{
    char text[256], name[256];
    size_t needed;
    int32_t which;
    uint32_t usage = 0;
    OK(mnr_set_log(NULL, hear, MNR_LOG_TRACE));
    OK(mnr_certificate_usage(certificate, &usage));
    CHECK(usage == (MNR_USAGE_DIGITAL_SIGNATURE | MNR_USAGE_NON_REPUDIATION) || usage == MNR_USAGE_NON_REPUDIATION);
    for (which = MNR_PERSONAL_SUBJECT; which <= MNR_PERSONAL_SEX; which++) {
        CHECK_STATUS(MNR_ERROR_BUFFER, mnr_certificate_personal_data(certificate, which, NULL, 0, &needed));
        OK(mnr_certificate_personal_data(certificate, which, text, sizeof text, &needed));
        CHECK(strlen(text) + 1 == needed && needed > 1);
        if (which == MNR_PERSONAL_NAME)
            strcpy(name, text);
        if (which == MNR_PERSONAL_NAME_SUBSTITUTES)
            CHECK(is_of(text, "01"));
        if (which == MNR_PERSONAL_BIRTH)
            CHECK(strlen(text) == 8 && is_of(text, "0123456789"));
        if (which == MNR_PERSONAL_SEX)
            CHECK(strcmp(text, "male") == 0 || strcmp(text, "female") == 0);
    }
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_certificate_personal_data(certificate, 0, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_certificate_personal_data(certificate, MNR_PERSONAL_SEX + 1, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_personal_data(certificate, MNR_PERSONAL_NAME, text, sizeof text, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_personal_data(NULL, MNR_PERSONAL_NAME, text, sizeof text, &needed));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_usage(NULL, &usage));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_certificate_usage(certificate, NULL));
    OK(mnr_set_log(NULL, NULL, MNR_LOG_ERROR));
    CHECK(strstr(heard, name) == NULL);
}

/* The certificate that states who it is: behind the password. */
static void signature_certificates(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    mnr_certificate *certificate = NULL;
    char password[32];
    const uint8_t *secret = (const uint8_t *)password, *wrong = (const uint8_t *)"WRONG1";
    size_t needed, length;
    uint32_t exchanges, presentations, usage = 0;
    char text[256];
    OK(mnr_sim_card_secret(sim, MNR_KEY_SIGNATURE_PASSWORD, password, sizeof password, &needed));
    length = needed - 1;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_signature_certificate(card, secret, length, 0, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_signature_certificate(card, NULL, length, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_read_signature_ca_certificate(card, NULL, NULL));
    CHECK_STATUS(MNR_ERROR_LENGTH, mnr_card_read_signature_certificate(card, secret, 0, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_FORMAT, mnr_card_read_signature_certificate(card, secret, 5, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_ARGUMENT, mnr_card_read_signature_certificate(card, secret, length, 9, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_SECRET_WRONG, mnr_card_read_signature_certificate(card, wrong, 6, 0, &certificate, DETAIL));
    CHECK(certificate == NULL && detail.tries_left == 4);
    OK(mnr_card_read_signature_certificate(card, secret, length, 0, &certificate, NULL));
    what_it_states(certificate);
    OK(mnr_certificate_free(certificate));
    OK(mnr_card_read_signature_ca_certificate(card, &certificate, NULL));
    OK(mnr_certificate_usage(certificate, &usage));
    CHECK(usage == (MNR_USAGE_SIGN_CERTIFICATES | MNR_USAGE_SIGN_REVOCATION_LISTS));
    OK(mnr_certificate_free(certificate));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_usage(certificate, &usage));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_certificate_personal_data(certificate, MNR_PERSONAL_NAME, text, sizeof text, &needed));
    /* The other one has no holder, and another usage. */
    OK(mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    OK(mnr_certificate_usage(certificate, &usage));
    CHECK(usage == MNR_USAGE_DIGITAL_SIGNATURE);
    CHECK_STATUS(MNR_ERROR_NOT_FOUND, mnr_certificate_personal_data(certificate, MNR_PERSONAL_NAME, text, sizeof text, &needed));
    OK(mnr_certificate_free(certificate));
    certificate = NULL;
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    CHECK(presentations == 2);
    /* Anew, since what was read is kept. */
    OK(mnr_card_end(card, NULL));
    card = open_card(sim);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_read_signature_ca_certificate(card, &certificate, DETAIL));
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_read_signature_certificate(card, secret, length, 0, &certificate, DETAIL));
    OK(mnr_sim_card_take_away(sim));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_read_signature_ca_certificate(card, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_read_signature_certificate(card, secret, length, 0, &certificate, NULL));
    CHECK(certificate == NULL);
    OK(mnr_card_end(card, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_read_signature_certificate(card, secret, length, 0, &certificate, NULL));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_read_signature_ca_certificate(card, &certificate, NULL));
    OK(mnr_sim_card_free(sim));
}

static void torn(void)
{
    mnr_sim_card *sim = new_sim("adult");
    mnr_card *card = open_card(sim);
    mnr_certificate *certificate = NULL;
    mnr_identity identity;
    mnr_face *face = NULL;
    unsigned char codes[28], challenge[32] = {0}, signature[MNR_SIGNATURE_MAX];
    char digits[16];
    size_t needed;
    int32_t tries = 77;
    uint32_t exchanges, presentations;

    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_AFTER));
    CHECK_STATUS(MNR_ERROR_OUTCOME_UNKNOWN,
                 mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, 0, DETAIL));
    CHECK(detail.may_have_been_sent == 1 && detail.recovery == MNR_RECOVERY_READ_TRIES);
    CHECK_STATUS(MNR_ERROR_UNSETTLED,
                 mnr_card_verify(card, MNR_KEY_AUTHENTICATION_PIN, (const uint8_t *)"0000", 4, 0, NULL));
    CHECK_STATUS(MNR_ERROR_UNSETTLED, mnr_card_read_certificate(card, NULL, 0, 0, &certificate, NULL));
    OK(mnr_card_tries(card, MNR_KEY_AUTHENTICATION_PIN, &tries, NULL));
    CHECK(tries == 2);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    CHECK(presentations == 1);

    /* Every function with a card behind it, over a link that breaks at once. */
    tries = 77;
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_tries(card, MNR_KEY_CODE_B, &tries, DETAIL));
    CHECK(tries == 77 && detail.exchange > 0);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_read_certificate(card, NULL, 0, 0, &certificate, DETAIL));
    CHECK(certificate == NULL);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_sign(card, SIGNING(1, 1, 0, DIGEST, 32, "0000", 4), signature, sizeof signature, &needed, NULL));
    OK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed));
    memcpy(codes, digits, 14);
    memcpy(codes + 14, digits, 14);
    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_read_face(card, READINGS(codes, 2, 0, 0, 0), challenge, &face, NULL));
    CHECK(face == NULL);

    OK(mnr_sim_card_counts(sim, &exchanges, &presentations));
    OK(mnr_sim_card_fault(sim, exchanges + 1, MNR_SIM_TORN_BEFORE));
    CHECK_STATUS(MNR_ERROR_LINK_BROKEN, mnr_card_read_ca_certificate(card, &certificate, NULL));
    CHECK(certificate == NULL);

    /* Taken away: the session is over, and ending it is no error. */
    OK(mnr_sim_card_take_away(sim));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_verify(card, 1, (const uint8_t *)"0000", 4, 0, DETAIL));
    CHECK_STATUS(MNR_ERROR_CARD_REMOVED, mnr_card_reset(card, NULL));
    MNR_INIT(&identity);
    OK(mnr_card_identify(card, &identity));
    CHECK(identity.token_status <= -300 && identity.token == MNR_TOKEN_UNKNOWN);
    OK(mnr_card_end(card, NULL));
    OK(mnr_sim_card_free(sim));
}

int main(void)
{
    mnr_card *card = NULL;
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_open(NULL, &card));
    CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_open(NO_HANDLE(mnr_link), &card));
    CHECK_STATUS(MNR_ERROR_NULL, mnr_card_open(NO_HANDLE(mnr_link), NULL));
    {
        mnr_identity identity;
        mnr_certificate *certificate;
        MNR_INIT(&identity);
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_identify(NO_HANDLE(mnr_card), &identity));
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_read_ca_certificate(NO_HANDLE(mnr_card), &certificate, NULL));
        CHECK_STATUS(MNR_ERROR_HANDLE, mnr_card_read_certificate(NO_HANDLE(mnr_card), NULL, 0, 0, &certificate, NULL));
    }
    identify_and_certificate();
    pins();
    faces();
    other_cards();
    torn();
    changes();
    signature_certificates();
    counted_by_the_reader();
    nothing_is_left();
    return EXIT_SUCCESS;
}
