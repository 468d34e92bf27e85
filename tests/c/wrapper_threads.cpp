/* A desk in C++ that is destroyed while another thread runs it: it is stopped, the thread's call returns, and
 * then it goes. Not on Windows, where the compiler of the tests has no std::thread. */
#include <mynareader.hpp>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            std::exit(EXIT_FAILURE);                                                  \
        }                                                                             \
    } while (0)

/* Devices that are slow at everything. */
class slow : public mynareader::devices {
public:
    mynareader::sim_card card;
    std::atomic<int> &destroyed, &shown;

    slow(std::atomic<int> &gone, std::atomic<int> &screens) : destroyed(gone), shown(screens)
    {
        card = std::move(*mynareader::sim_card::make("adult", {2026, 11, 24}));
    }
    ~slow() override { ++destroyed; }
    mynareader::result<mynareader::link> connect() override { return card.link(); }
    void order(const mnr_action &action, const mnr_situation *) override
    {
        if (action.kind == MNR_ACTION_SHOW)
            ++shown;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    void request(const mnr_action &, const mnr_material *) override
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
};

} // namespace

int main()
{
    std::atomic<int> destroyed(0), shown(0);
    for (int round = 1; round <= 50; ++round) {
        std::thread thread;
        std::atomic<bool> returned(false);
        {
            auto made = mynareader::desk::make(std::make_unique<slow>(destroyed, shown));
            CHECK(made);
            mynareader::desk desk = std::move(*made);
            const int before = shown;
            std::atomic<bool> began(false);
            thread = std::thread([&] {
                began = true;
                CHECK(desk.run());
                returned = true;
            });
            while (!began)
                std::this_thread::yield();
            CHECK(desk.card_placed({2026, 11, 24}));
            /* In some rounds asleep, in others in the middle of a screen or of a request. */
            while (shown == before)
                std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::milliseconds(round % 12));
        }
        CHECK(destroyed == round);
        thread.join();
        CHECK(returned);
    }
    std::size_t alive = 1;
    CHECK(mnr_handles_alive(&alive) == MNR_OK && alive == 0);
    return EXIT_SUCCESS;
}
