/** To a desk: the PIN that was entered, four ASCII digits. */
static inline mnr_answer mnr_answer_pin(const void *pin, size_t length, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_PIN_ENTERED, actor);
    answer.secret = pin;
    answer.secret_length = length;
    return answer;
}

/**
 * To a desk: what was read from the card's face. codes, count: the readings with all 14 digits of
 * code B, one after the other, 14 ASCII digits each; NULL and 0 if there are none. The desk finds
 * out whether they agree. failed: how many scans did not give all 14 digits. obstacle: what
 * prevented a reading, MNR_SCAN_WRONG_SIDE or another of MNR_SCAN_*, or 0. Discard an image of the
 * side with the individual number at once, before anything is read from it. mark: one of
 * MNR_MARK_*.
 */
static inline mnr_answer mnr_answer_reading(const void *codes, size_t count, uint32_t failed,
                                             int32_t obstacle, int32_t mark)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SCANNED, MNR_ACTOR_READER);
    answer.secret = codes;
    /* More than there can be is refused. */
    answer.secret_length = count > (size_t)-1 / 14 ? (size_t)-1 : count * 14;
    answer.failed = failed;
    answer.detail = obstacle;
    answer.mark = mark;
    return answer;
}

/**
 * To a desk: what the staff found when they checked on the reader, MNR_SIGHTING_*, with the
 * facility's passcode, UTF-8, at most 64 bytes; NULL and 0 if there is none.
 */
static inline mnr_answer mnr_answer_sighted_with_passcode(int32_t sighting, const void *passcode,
                                                          size_t length, int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_SIGHTED, actor);
    answer.detail = sighting;
    answer.secret = passcode;
    answer.secret_length = length;
    return answer;
}

/** To a desk: the centre's challenge to sign, MNR_SCHEME_* and its data. */
static inline mnr_answer mnr_answer_challenge(int32_t scheme, const void *data, size_t length,
                                              int32_t actor)
{
    mnr_answer answer = mnr_answer_of(MNR_ANSWER_CHALLENGE_OBTAINED, actor);
    answer.detail = scheme;
    answer.secret = data;
    answer.secret_length = length;
    return answer;
}

/**
 * Like mnr_desk_answer, but takes the answer by value, so that one of the functions mnr_answer_*
 * can stand in the call: mnr_desk_reply(desk, &action->number, mnr_answer_pin(pin, 4,
 * MNR_ACTOR_PATIENT)).
 */
static inline int32_t mnr_desk_reply(mnr_desk *desk, const mnr_number *number, mnr_answer answer)
{
    return mnr_desk_answer(desk, number, &answer);
}
