// A whole check-in in C++17, by face: the card is placed, the patient shows who they are, the centre is asked, the
// card is taken. checkin.c is the same in C, with more ways; this one uses the virtual card, too:
//
//     c++ -std=c++17 checkin.cpp $(pkg-config --cflags --libs mynareader_sim) -o checkin
//     ./checkin [PERSONA]
#include <mynareader.hpp>

#include <iostream>
#include <string>

namespace {

// The devices of one reader. They answer at once; real ones answer later, from any thread, with the same call.
class devices : public mynareader::devices {
public:
    mynareader::sim_card card;
    mnr_desk *desk = nullptr;
    std::int32_t outcome = MNR_OUTCOME_NONE;

    explicit devices(mynareader::sim_card placed) : card(std::move(placed)) {}

    mynareader::result<mynareader::link> connect() override { return card.link(); }

    void order(const mnr_action &action, const mnr_situation *) override
    {
        if (const auto words = mynareader::book().words(action, MNR_WORDS_MAIN, "en"))
            std::cout << mnr_name(MNR_NAME_ACTION, action.kind) << ": " << *words << '\n';
        if (action.kind == MNR_ACTION_PROMPT_REMOVAL)
            mnr_desk_card_removed(desk); // the sensor says so
        if (action.kind == MNR_ACTION_SHOW && action.detail == MNR_SCREEN_ENDED)
            outcome = action.outcome;
        // Back at the beginning: a real reader goes on, this example has seen enough.
        if (action.kind == MNR_ACTION_SHOW && action.detail == MNR_SCREEN_WELCOME && outcome != MNR_OUTCOME_NONE)
            mnr_desk_stop(desk);
    }

    void request(const mnr_action &action, const mnr_material *) override
    {
        std::string code = card.secret(MNR_KEY_CODE_B).value_or("");
        code += code; // two looks, which agree
        if (action.kind == MNR_ACTION_CHOOSE_METHOD && action.offer_face != MNR_OFFER_OPEN)
            mnr_desk_cancel(desk, MNR_ACTOR_PATIENT);
        else
            mnr_desk_reply(desk, &action.number, answer(action, code));
    }

private:
    static mnr_answer answer(const mnr_action &action, const std::string &code)
    {
        static const std::string digest = "the centre draws these 32 bytes.";
        switch (action.kind) {
        case MNR_ACTION_CHOOSE_METHOD: return mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT);
        case MNR_ACTION_SCAN_CARD_FACE: return mnr_answer_reading(code.data(), 2, 0, 0, MNR_MARK_NOT_SEEN);
        case MNR_ACTION_COMPARE_FACE: return mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE);
        case MNR_ACTION_OBTAIN_CHALLENGE: return mnr_answer_challenge(MNR_SCHEME_DIGEST, digest.data(), 32, MNR_ACTOR_TERMINAL);
        case MNR_ACTION_AUTHENTICATE: return mnr_answer_authenticated(1, MNR_ACTOR_CENTRE);
        case MNR_ACTION_QUERY_ELIGIBILITY: return mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE);
        case MNR_ACTION_SHOW_NOTICE: return mnr_answer_notice_read(MNR_ACTOR_PATIENT);
        case MNR_ACTION_ASK_CONSENT: return mnr_answer_consented(action.consents, MNR_ACTOR_PATIENT);
        case MNR_ACTION_DELIVER: return mnr_answer_delivered(MNR_ACTOR_TERMINAL);
        default: return mnr_answer_failed(0, 904, MNR_ACTOR_TERMINAL);
        }
    }
};

} // namespace

int main(int argc, char **argv)
{
    auto own = std::make_unique<devices>(mynareader::sim_card::make(argc > 1 ? argv[1] : "adult", {2026, 11, 24}).value());
    devices &reader = *own;
    // Who vouches for the photo on the chip: here the authority of the virtual cards. A maker loads the keys that
    // they hold under an agreement (mynareader::anchors).
    const auto anchors = mynareader::sim_card::authority().value();
    mnr_desk_options options;
    MNR_INIT(&options);
    options.anchors = anchors.get();
    options.accept_test = 1;
    auto desk = mynareader::desk::make(std::move(own), nullptr, &options).value();
    reader.desk = desk.get();
    desk.card_placed({2026, 11, 24}).value();
    desk.run().value(); // until the second welcome screen stops it
    std::cout << (reader.outcome == MNR_OUTCOME_ENDED ? "not admitted" : mnr_name(MNR_NAME_OUTCOME, reader.outcome)) << '\n';
    return reader.outcome == MNR_OUTCOME_ENDED ? 2 : EXIT_SUCCESS;
}
