// What is on a card, in C++17: kind, tries, certificate and how long it is good for.
//
//     c++ -std=c++17 inspect.cpp $(pkg-config --cflags --libs mynareader_sim) -o inspect
//     ./inspect adult
//
// With libmynareader in place of the simulation library, the link comes from mnr_reader_connect or
// from a mynareader::driver of one's own.
#include <mynareader.hpp>

#include <iostream>
#include <string_view>

namespace {

mynareader::result<mynareader::card> place(std::string_view persona, mnr_sim_card *&sim)
{
    mnr_link *handle = nullptr;
    const mnr_date day = {2026, 11, 24};
    std::int32_t status =
        mnr_sim_card_new(persona.data(), persona.size(), &day, &sim, nullptr);
    if (status == MNR_OK)
        status = mnr_sim_card_link(sim, &handle);
    if (status != MNR_OK)
        return mynareader::failure(status);
    return mynareader::card::open(mynareader::link(handle));
}

int inspect(std::string_view persona)
{
    mnr_sim_card *sim = nullptr;
    {
        auto card = place(persona, sim);
        if (!card) {
            std::cerr << persona << ": " << card.why().name() << '\n';
            mnr_sim_card_free(sim);
            return 1;
        }
        const mnr_identity identity = card->identify().value();
        static const char *const kinds[] = {"not known", "My Number card", "Android phone", "iPhone",
                                            "Juki card"};
        std::cout << "kind         " << kinds[identity.token] << '\n';
        std::cout << "card ends    " << identity.expiry_year << '-' << identity.expiry_month << '-'
                  << identity.expiry_day << '\n';
        std::cout << "PIN tries    " << identity.pin_tries << '\n';

        // A result is asked before it is used ...
        auto certificate = card->read_certificate();
        if (certificate) {
            // ... or asked for its value, which throws where there is none.
            const mnr_assessment worth = certificate->assess({2026, 11, 24}, identity.token).value();
            std::cout << "certificate  ends " << worth.last_year << '-' << worth.last_month << '-'
                      << worth.last_day << ", " << worth.days_left << " days left\n";
        } else {
            std::cout << "certificate  " << certificate.why().name() << '\n';
        }
        card->end().value();
    }
    mnr_sim_card_free(sim);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        return inspect(argc > 1 ? argv[1] : "adult");
    } catch (const mynareader::error &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
