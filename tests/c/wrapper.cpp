// The wrapper: ownership, failures, a driver that throws; and, with wrapper_twice.cpp, the header in
// two files of one program.
#include <mynareader.hpp>

#include <cstdlib>
#include <cstring>
#include <iostream>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::cerr << __FILE__ << ':' << __LINE__ << ": not so: " #condition "\n";              \
            std::exit(EXIT_FAILURE);                                                               \
        }                                                                                          \
    } while (0)

const char *name_from_the_other_file(std::int32_t status);

namespace {

const mnr_date day = {2026, 11, 24};

int destroyed = 0;

/// Polls until nothing is to be done now.
void settle(mynareader::desk &desk)
{
    for (;;) {
        const auto wait = desk.poll();
        CHECK(wait);
        if (*wait != 0)
            return;
    }
}

class throwing_driver : public mynareader::driver {
public:
    ~throwing_driver() override { destroyed++; }
    outcome transmit(mynareader::bytes, std::uint8_t *, std::size_t, std::uint32_t) override
    {
        throw std::runtime_error("the cable is out");
    }
    std::int32_t reset() override { throw 1; }
    std::int32_t power_down() override { throw std::bad_alloc(); }
};

void exceptions_end_in_the_boundary()
{
    {
        auto link = mynareader::link::open(std::make_unique<throwing_driver>(), MNR_LINK_EXTENDED);
        CHECK(link);
        auto card = mynareader::card::open(std::move(*link));
        CHECK(card);
        auto tries = card->tries(MNR_KEY_AUTHENTICATION_PIN);
        CHECK(!tries && tries.why().status() == MNR_ERROR_DRIVER);
        CHECK(tries.why().detail().may_have_been_sent);
        CHECK(!card->end());
        bool threw = false;
        try {
            tries.value();
        } catch (const mynareader::error &error) {
            threw = std::strstr(error.what(), "MNR_ERROR_DRIVER") != nullptr;
        }
        CHECK(threw);
    }
    CHECK(destroyed == 1);
    // A link that was refused leaves the driver to its owner, who destroys it.
    CHECK(!mynareader::link::open(std::make_unique<throwing_driver>(), 0x80));
    CHECK(destroyed == 2);
}

void a_card()
{
    mnr_sim_card *sim = nullptr;
    mnr_link *handle = nullptr;
    CHECK(mnr_sim_card_new("adult", 5, &day, &sim, nullptr) == MNR_OK);
    CHECK(mnr_sim_card_link(sim, &handle) == MNR_OK);
    {
        auto card = mynareader::card::open(mynareader::link(handle));
        CHECK(card);
        CHECK(card->identify().value().token == MNR_TOKEN_CARD);
        auto certificate = card->read_certificate();
        CHECK(certificate && certificate->serial().value().size() > 1);
        CHECK(mynareader::certificate::parse(certificate->der().value()));
        CHECK(!mynareader::certificate::parse(std::string_view("no certificate")));
        auto wrong = card->verify(MNR_KEY_AUTHENTICATION_PIN, std::string_view("0000"));
        CHECK(wrong.why().status() == MNR_ERROR_SECRET_WRONG && wrong.why().tries_left() == 2);
        CHECK(!wrong.why().text().empty());
        char digits[16];
        std::size_t needed = 0;
        CHECK(mnr_sim_card_secret(sim, MNR_KEY_CODE_B, digits, sizeof digits, &needed) == MNR_OK);
        const std::string twice = std::string(digits) + digits;
        auto face = card->read_face(twice, {{1, 2, 3}});
        CHECK(face && face->proved());
        CHECK(face->photo().why().status() == MNR_ERROR_STATE);
        mnr_anchors *authority = nullptr;
        CHECK(mnr_sim_anchors(&authority) == MNR_OK);
        const mynareader::anchors trusted(authority);
        CHECK(face->verify(trusted).why().status() == MNR_ERROR_UNTRUSTED);
        CHECK(face->verify(trusted, true).value() == MNR_HIERARCHY_TEST);
        CHECK(face->photo().value().size() > 1000);
        mynareader::card moved = std::move(*card);
        CHECK(moved.end());
    }
    CHECK(mnr_sim_card_free(sim) == MNR_OK);
}

void a_folder()
{
    auto found = mynareader::folder::examine("/tmp", 0, 1);
    CHECK(found && found->facts().value().usable == 1);
    CHECK(!found->text(MNR_FOLDER_TEXT_JAPANESE).value().empty());
    CHECK(found->text(MNR_FOLDER_TEXT_PROBE_LEFT).why().status() == MNR_ERROR_NOT_FOUND);
    CHECK(!mynareader::folder::examine(""));
}

void a_shelf()
{
    const std::vector<std::uint8_t> none, half(16);
    CHECK(mynareader::shelf::with(half, 0).why().status() == MNR_ERROR_LENGTH);
    auto shelf = mynareader::shelf::with(none, 0);
    CHECK(shelf);
    auto refused = shelf->load(half, {2026, 12, 24});
    CHECK(!refused && refused.why().status() == MNR_ERROR_UNSIGNED && refused.why().detail().text[0] != 0);
}

void a_profile()
{
    std::string toml = mynareader::profile::built_in_toml().value();
    auto refused = mynareader::profile::load(toml + "another = 1\n");
    CHECK(refused.why().status() == MNR_ERROR_DATA_FILE && !refused.why().text().empty());
    auto profile = mynareader::profile::load(toml);
    CHECK(profile && profile->toml().value() == toml);
    mnr_sim_card *sim = nullptr;
    mnr_link *handle = nullptr;
    CHECK(mnr_sim_card_new("adult", 5, &day, &sim, nullptr) == MNR_OK);
    CHECK(mnr_sim_card_link(sim, &handle) == MNR_OK);
    {
        auto card = mynareader::card::open(mynareader::link(handle), *profile);
        CHECK(card && card->tries(MNR_KEY_CODE_B).value() == 10);
    }
    CHECK(mnr_sim_card_free(sim) == MNR_OK);
}

void a_reception()
{
    auto reception = mynareader::reception::make();
    CHECK(reception);
    CHECK(mnr_reception_card_placed(reception->get(), 1, &day) == MNR_OK);
    int requests = 0;
    CHECK(reception->drain([&requests](const mnr_action &action) { requests += action.is_request; }));
    CHECK(requests == 1 && reception->state_name().value() == "identifying");
    CHECK(!reception->answer(2, mnr_number(), mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
    CHECK(!reception->journal());
    mnr_situation situation;
    MNR_INIT(&situation);
    situation.year = 2026;
    situation.month = situation.day = 12;
    situation.pin_tries = situation.code_b_tries = MNR_TRIES_UNKNOWN;
    auto guidance = mynareader::guidance::of(0, 1, situation);
    CHECK(guidance && !guidance->text(MNR_TEXT_PATIENT).value().empty());
}

/* A patient who shows their face at a reader whose devices answer at once; the devices can throw. */
class answering : public mynareader::devices {
public:
    mynareader::desk *at = nullptr;
    mnr_sim_card *card;
    std::int32_t throws_at = 0;
    std::int32_t outcome = MNR_OUTCOME_NONE;
    std::string json;
    int &destroyed;

    answering(mnr_sim_card *which, int &counter) : card(which), destroyed(counter) {}
    ~answering() override { destroyed++; }

    mynareader::result<mynareader::link> connect() override
    {
        mnr_link *handle = nullptr;
        const std::int32_t status = mnr_sim_card_link(card, &handle);
        if (status != MNR_OK)
            return mynareader::failure(status);
        return mynareader::link(handle);
    }

    void order(const mnr_action &action, const mnr_situation *situation) override
    {
        CHECK((situation != nullptr) == (action.kind == MNR_ACTION_ADVISE));
        if (action.kind == MNR_ACTION_SHOW && action.detail == MNR_SCREEN_ENDED) {
            outcome = action.outcome;
            CHECK(at->card_removed());
        }
    }

    void request(const mnr_action &action, const mnr_material *material) override
    {
        const mnr_number &number = action.number;
        if (action.kind == throws_at)
            throw std::runtime_error("the device is broken");
        switch (action.kind) {
        case MNR_ACTION_CHOOSE_METHOD:
            CHECK(at->answer(number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)));
            break;
        case MNR_ACTION_SCAN_CARD_FACE: {
            char digits[16];
            std::size_t needed = 0;
            CHECK(mnr_sim_card_secret(card, MNR_KEY_CODE_B, digits, sizeof digits, &needed) == MNR_OK);
            const std::string looks = std::string(digits) + digits;
            CHECK(at->answer(number, mnr_answer_reading(looks.data(), 2, 0, 0, MNR_MARK_NOT_SEEN)));
            mnr_answer torn = mnr_answer_reading(looks.data(), 2, 0, 0, MNR_MARK_NOT_SEEN);
            torn.secret_length--;
            CHECK(!at->answer(number, torn));
            break;
        }
        case MNR_ACTION_COMPARE_FACE:
            CHECK(material->photo_length > 1000);
            CHECK(at->answer(number, mnr_answer_compared(MNR_FACE_MATCH, MNR_LIVENESS_LIVE)));
            break;
        case MNR_ACTION_AUTHENTICATE:
            CHECK(at->answer(number, mnr_answer_authenticated(1, MNR_ACTOR_CENTRE)));
            break;
        case MNR_ACTION_QUERY_ELIGIBILITY:
            CHECK(at->answer(number, mnr_answer_eligibility(MNR_ELIGIBILITY_VALID, MNR_ACTOR_CENTRE)));
            break;
        case MNR_ACTION_ASK_CONSENT:
            CHECK(at->answer(number, mnr_answer_consented(0, MNR_ACTOR_PATIENT)));
            break;
        default:
            CHECK(at->answer(number, mnr_answer_delivered(MNR_ACTOR_TERMINAL)));
            break;
        }
    }

    void journal(const mnr_number &number, std::string_view text) override
    {
        CHECK(number.station == 1 && number.session > 0);
        json = text;
    }
};

void a_desk()
{
    for (const std::int32_t broken : {0, MNR_ACTION_COMPARE_FACE}) {
        mnr_sim_card *sim = nullptr;
        mnr_desk_options options;
        int destroyed = 0;
        CHECK(mnr_sim_card_new("adult", 5, &day, &sim, nullptr) == MNR_OK);
        MNR_INIT(&options);
        CHECK(mnr_sim_anchors(&options.anchors) == MNR_OK);
        options.accept_test = 1;
        {
            auto own = std::make_unique<answering>(sim, destroyed);
            answering &devices = *own;
            auto made = mynareader::desk::make(std::move(own), nullptr, &options);
            CHECK(made);
            mynareader::desk desk = std::move(*made);
            devices.at = &desk;
            devices.throws_at = broken;
            CHECK(desk.card_placed({2026, 11, 24}));
            bool caught = false;
            try {
                settle(desk);
            } catch (const std::runtime_error &error) {
                caught = std::strcmp(error.what(), "the device is broken") == 0;
            }
            CHECK(caught == (broken != 0));
            CHECK(devices.outcome == (broken ? MNR_OUTCOME_NONE : MNR_OUTCOME_ADMITTED));
            CHECK(devices.json.empty() == (broken != 0));
            CHECK(desk.state_name().value_or("") == (broken ? "comparing-face" : "idle"));
            /* A desk whose device threw is stopped and takes no event any more. */
            const bool takes = broken == 0;
            CHECK(bool(desk.mode_changed(MNR_MODE_VISUAL, MNR_ACTOR_TERMINAL)) == takes);
            CHECK(bool(desk.cancel(MNR_ACTOR_STAFF)) == takes);
            CHECK(bool(desk.staff_confirmed(MNR_CONFIRMED_PATIENT, MNR_ACTOR_STAFF)) == takes);
            CHECK(bool(desk.face_only_mark(true, MNR_ACTOR_STAFF)) == takes);
            CHECK(bool(desk.fault(0, 11, MNR_ACTOR_TERMINAL)) == takes);
            CHECK(!desk.answer(mnr_number(), mnr_answer_pin("12345", 5, MNR_ACTOR_PATIENT)));
            CHECK(desk.stop() && desk.run()); /* stopped: it returns at once */
            CHECK(!desk.answer(mnr_number(), mnr_answer_sighted(MNR_SIGHTING_SAME, MNR_ACTOR_STAFF)) && !desk.card_removed());
            CHECK(destroyed == 0);
            /* Where a desk was moved away, nothing is left to be reached. */
            {
                const mynareader::desk moved = std::move(desk);
                CHECK(desk.run().why().status() == MNR_ERROR_NULL && destroyed == 0);
            }
            CHECK(destroyed == 1);
            CHECK(desk.run().why().status() == MNR_ERROR_NULL && desk.poll().why().status() == MNR_ERROR_NULL);
        }
        CHECK(destroyed == 1);
        CHECK(mnr_anchors_free(options.anchors) == MNR_OK);
        CHECK(mnr_sim_card_free(sim) == MNR_OK);
    }
    int destroyed = 0;
    mnr_reception_config wrong;
    MNR_INIT(&wrong);
    wrong.mode = 99;
    CHECK(mynareader::desk::make(std::make_unique<answering>(nullptr, destroyed), &wrong).why().status() ==
          MNR_ERROR_ARGUMENT);
    CHECK(destroyed == 1);
    CHECK(mynareader::desk::make(nullptr).why().status() == MNR_ERROR_NULL);
    CHECK(mynareader::link::open(nullptr, 0).why().status() == MNR_ERROR_NULL);
}

/* A device that lets its own desk go: the call at work ends it. */
class leaving : public answering {
public:
    std::unique_ptr<mynareader::desk> own;

    using answering::answering;
    void order(const mnr_action &action, const mnr_situation *situation) override
    {
        answering::order(action, situation);
        if (action.kind == MNR_ACTION_SHOW && own) {
            mynareader::desk gone = std::move(*own);
            at = nullptr;
        }
    }
};

void a_desk_that_goes_from_inside()
{
    int destroyed = 0;
    auto sim = mynareader::sim_card::make("adult", {2026, 11, 24});
    CHECK(sim);
    auto devices = std::make_unique<leaving>(sim->get(), destroyed);
    leaving &inside = *devices;
    auto made = mynareader::desk::make(std::move(devices));
    CHECK(made);
    inside.own = std::make_unique<mynareader::desk>(std::move(*made));
    mynareader::desk *desk = inside.own.get();
    inside.at = desk;
    CHECK(desk->card_placed({2026, 11, 24}));
    CHECK(desk->poll() && destroyed == 1);
}

/* Values without a handle, and results that are looked into. */
void values()
{
    mynareader::card none;
    mynareader::desk no_desk;
    mynareader::guidance no_guidance;
    CHECK(none.get() == nullptr && no_desk.get() == nullptr && no_guidance.get() == nullptr);
    CHECK(no_desk.run().why().status() == MNR_ERROR_NULL && no_desk.stop().why().status() == MNR_ERROR_NULL);
    CHECK(no_guidance.list(MNR_LIST_STAFF).why().status() == MNR_ERROR_NULL);
    no_desk = mynareader::desk();

    const mynareader::result<std::string> text(std::string("text")), failed(mynareader::failure(MNR_ERROR_NULL));
    CHECK(*text == "text" && text->size() == 4 && text.value() == "text");
    CHECK(text.value_or("other") == "text" && failed.value_or("other") == "other");
    CHECK(mynareader::result<std::string>(std::string("moved")).value_or("other") == "moved");

    const auto personas = mynareader::sim_card::personas();
    CHECK(personas && personas->size() > 3);
    for (const std::string &name : *personas)
        CHECK(mynareader::sim_card::make(name, {2026, 11, 24}));
    auto card = mynareader::sim_card::make("adult", {2026, 11, 24});
    CHECK(card && card->tries(MNR_KEY_AUTHENTICATION_PIN).value_or(-1) == 3);
    CHECK(card->secret(MNR_KEY_AUTHENTICATION_PIN).value_or("").size() == 4);
    CHECK(card->link() && card->take_away() && card->place() && card->fault(1, MNR_SIM_RESET));
    CHECK(mynareader::sim_card::make("nobody of this name", {2026, 11, 24}).why().status() != MNR_OK);
    CHECK(mynareader::sim_card::authority());
}

/* Guidance as values: what a screen shows of 003. */
void guidance_as_values()
{
    mnr_symptom symptom;
    MNR_INIT(&symptom);
    CHECK(!mynareader::diagnose(symptom));
    mnr_situation situation;
    MNR_INIT(&situation);
    situation.year = 2026;
    situation.month = 11;
    situation.day = 24;
    situation.pin_tries = situation.code_b_tries = MNR_TRIES_UNKNOWN;
    std::strcpy(situation.language, "ja");
    const auto guidance = mynareader::guidance::of(0, 3, situation);
    CHECK(guidance);
    const auto staff = guidance->list(MNR_LIST_STAFF);
    const auto steps = guidance->next_steps();
    const auto facts = guidance->facts();
    CHECK(staff && steps && facts);
    CHECK(!staff->empty() && !steps->empty() && steps->size() == facts->next_steps);
    for (const auto &item : *staff)
        CHECK(!item.text.empty());
    for (const auto &step : *steps)
        CHECK(!step.name.empty() && !step.reason.empty() && step.facts.struct_size == sizeof step.facts);
    CHECK(guidance->list(99).why().status() == MNR_ERROR_ARGUMENT);

    const mynareader::book built_in;
    CHECK(built_in.languages() && built_in.languages()->size() >= 2);
    CHECK(built_in.page(MNR_LEAFLET_PIN_RESET, "ja", "みなと診療所", "03-0000-0000", {2026, 11, 24})->find("みなと診療所") !=
          std::string::npos);
    CHECK(mynareader::book::load("not a book", true).why().status() == MNR_ERROR_DATA_FILE);
}

void a_log()
{
    std::vector<std::string> lines;
    const auto keep = [&lines](std::int32_t, std::string_view line) { lines.emplace_back(line); };
    CHECK(mynareader::set_log(keep, MNR_LOG_ERROR));
    CHECK(!mynareader::book::load("not a book", true) && lines.size() == 1);
    CHECK(mynareader::set_log([](std::int32_t, std::string_view) { throw std::runtime_error("dropped"); }, MNR_LOG_ERROR));
    CHECK(!mynareader::book::load("not a book", true));
    CHECK(!mynareader::set_log(keep, 99));
    CHECK(mynareader::set_log(nullptr, MNR_LOG_ERROR));
    CHECK(!mynareader::book::load("not a book", true) && lines.size() == 1);
}

/* A driver that takes turns with the national software, over the virtual card. */
class taking_turns : public mynareader::driver {
public:
    mynareader::link behind;
    std::string &turns;

    taking_turns(mnr_link *link, std::string &log) : behind(link), turns(log) {}

    outcome transmit(mynareader::bytes command, std::uint8_t *response, std::size_t capacity,
                     std::uint32_t limit_ms) override
    {
        outcome said;
        said.status = mnr_link_transmit(behind.get(), command.data(), command.size(), limit_ms, response,
                                        capacity, &said.length, nullptr);
        return said;
    }

    std::int32_t reset() override { return MNR_OK; }

    std::int32_t power_down() override
    {
        turns += 'p';
        return MNR_OK;
    }

    std::int32_t let_go() override
    {
        turns += 'g';
        return MNR_OK;
    }

    std::int32_t take_back(std::uint32_t limit_ms) override
    {
        CHECK(limit_ms > 0);
        turns += 't';
        throw std::runtime_error("the card is gone");
    }
};

/* Its devices, which do not matter: the first answer is the last. */
class turned : public answering {
public:
    std::string &turns;

    turned(mnr_sim_card *sim, int &counter, std::string &log) : answering(sim, counter), turns(log) {}

    mynareader::result<mynareader::link> connect() override
    {
        mnr_link *handle = nullptr;
        CHECK(mnr_sim_card_link(card, &handle) == MNR_OK);
        return mynareader::link::open(std::make_unique<taking_turns>(handle, turns), MNR_LINK_EXTENDED);
    }
};

void a_driver_takes_turns()
{
    mnr_sim_card *sim = nullptr;
    mnr_desk_options options;
    int destroyed = 0;
    std::string turns;
    CHECK(mnr_sim_card_new("adult", 5, &day, &sim, nullptr) == MNR_OK);
    MNR_INIT(&options);
    CHECK(mnr_sim_anchors(&options.anchors) == MNR_OK);
    options.accept_test = 1;
    {
        auto own = std::make_unique<turned>(sim, destroyed, turns);
        answering &devices = *own;
        auto desk = mynareader::desk::make(std::move(own), nullptr, &options);
        CHECK(desk);
        devices.at = &*desk;
        CHECK(desk->card_placed({2026, 11, 24}));
        settle(*desk);
        /* What it threw ended in the boundary: the card could not be taken back, and the field went off. */
        CHECK(devices.outcome == MNR_OUTCOME_ENDED);
        CHECK(turns == "gttp");
    }
    CHECK(mnr_anchors_free(options.anchors) == MNR_OK);
    CHECK(mnr_sim_card_free(sim) == MNR_OK);
}

} // namespace

int main()
{
    a_desk();
    a_desk_that_goes_from_inside();
    values();
    guidance_as_values();
    a_log();
    a_driver_takes_turns();
    exceptions_end_in_the_boundary();
    a_card();
    a_profile();
    a_shelf();
    a_folder();
    a_reception();
    CHECK(std::strcmp(name_from_the_other_file(MNR_OK), "MNR_OK") == 0);
    std::size_t alive = 1;
    CHECK(mnr_handles_alive(&alive) == MNR_OK && alive == 0);
    CHECK(mynareader::shutdown(0));
    CHECK(mnr_handles_alive(&alive) == MNR_ERROR_SHUT_DOWN);
    return EXIT_SUCCESS;
}
