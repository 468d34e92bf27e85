/* A program in C++ for the ABI of MSVC: a patient at the virtual card, with handles that free themselves. It
 * uses nothing of the library of C++, which is not at hand for this ABI; see run. */
#include <mynareader.h>
#include <stdio.h>
#include <string.h>

template <typename T, int32_t (*Free)(T *)> class owner {
public:
    owner() = default;
    owner(const owner &) = delete;
    owner &operator=(const owner &) = delete;
    ~owner() { Free(handle_); }
    T **out() noexcept { return &handle_; }
    T *get() const noexcept { return handle_; }
    T *give() noexcept
    {
        T *handle = handle_;
        handle_ = nullptr;
        return handle;
    }

private:
    T *handle_ = nullptr;
};

namespace {
int lines = 0;
void count(void *, int32_t, const char *text) { lines += text[0] != 0; }
} // namespace

#define OK(call)                                                                                   \
    do {                                                                                           \
        const int32_t status = (call);                                                             \
        if (status != MNR_OK) {                                                                    \
            printf("%s: %s\n", #call, mnr_status_name(status));                                    \
            return 1;                                                                              \
        }                                                                                          \
    } while (0)

int main()
{
    OK(mnr_set_log(nullptr, count, MNR_LOG_TRACE));
    {
        owner<mnr_sim_card, mnr_sim_card_free> sim;
        owner<mnr_link, mnr_link_free> link;
        owner<mnr_card, mnr_card_free> card;
        mnr_identity identity;
        mnr_detail detail;
        MNR_INIT(&identity);
        MNR_INIT(&detail);
        const mnr_date day = {2026, 11, 24};
        OK(mnr_sim_card_new("adult", strlen("adult"), &day, sim.out(), &detail));
        OK(mnr_sim_card_link(sim.get(), link.out()));
        OK(mnr_card_open(link.give(), card.out()));
        OK(mnr_card_identify(card.get(), &identity));
        if (identity.token != MNR_TOKEN_CARD || identity.pin_tries != 3)
            return 2;
        /* An error comes back with its words. */
        if (mnr_card_verify(card.get(), MNR_KEY_AUTHENTICATION_PIN, reinterpret_cast<const uint8_t *>("12"), 2,
                            MNR_LAST_TRY_KEEP, &detail) != MNR_ERROR_SECRET_FORMAT ||
            detail.text[0] == 0)
            return 3;
        OK(mnr_card_end(card.give(), &detail));
    }
    size_t alive = 1;
    OK(mnr_handles_alive(&alive));
    OK(mnr_set_log(nullptr, nullptr, MNR_LOG_ERROR));
    printf("%d lines, %d handles\n", lines, static_cast<int>(alive));
    return alive == 0 && lines > 5 ? 0 : 4;
}
