/* mynareader for C++17: header only, over mynareader.h. Handles free themselves, results hold a
 * value or a failure, callbacks are callables whose exceptions do not cross the boundary.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Only these throw: std::bad_alloc; result::value() if there is no value; desk::run() and
 * desk::poll(), which throw the exceptions of the program's own devices again. get() returns the
 * handle of mynareader.h, for functions that a class does not wrap. The names are those of
 * mynareader.h without mnr_. Its comments apply here too: ownership, threads, blocking, errors.
 */
#ifndef MYNAREADER_HPP
#define MYNAREADER_HPP

#include "mynareader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mynareader {

/* Why a call failed: the detail record of the C side. */
class failure {
public:
    explicit failure(std::int32_t status) noexcept
    {
        MNR_INIT(&detail_);
        detail_.status = status;
        detail_.tries_left = MNR_TRIES_UNKNOWN;
    }
    explicit failure(const mnr_detail &detail) noexcept : detail_(detail) {}

    std::int32_t status() const noexcept { return detail_.status; }
    const char *name() const noexcept { return mnr_status_name(detail_.status); }
    std::string_view text() const noexcept { return detail_.text; }
    std::int32_t tries_left() const noexcept { return detail_.tries_left; }
    const mnr_detail &detail() const noexcept { return detail_; }

private:
    mnr_detail detail_;
};

/* The exception that result::value() throws if there is no value. */
class error : public std::runtime_error {
public:
    explicit error(const failure &why)
        : std::runtime_error(std::string(why.name()) + ": " + std::string(why.text())), why_(why)
    {
    }
    const failure &why() const noexcept { return why_; }

private:
    failure why_;
};

/* A value or a failure. */
template <typename T>
class [[nodiscard]] result {
public:
    result(T value) : either_(std::in_place_index<0>, std::move(value)) {}
    result(failure why) : either_(std::in_place_index<1>, why) {}

    bool ok() const noexcept { return either_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    /* The value; throws mynareader::error if there is none. */
    T &value() &
    {
        if (!ok())
            throw error(std::get<1>(either_));
        return std::get<0>(either_);
    }
    T &&value() && { return std::move(value()); }

    /* The value; call it only if ok(). */
    T &operator*() noexcept { return *std::get_if<0>(&either_); }
    T *operator->() noexcept { return std::get_if<0>(&either_); }

    /* The failure; call it only if not ok(). */
    const failure &why() const noexcept { return *std::get_if<1>(&either_); }

private:
    std::variant<T, failure> either_;
};

/* Done, or a failure. */
template <>
class [[nodiscard]] result<void> {
public:
    result() noexcept : why_(MNR_OK) {}
    result(failure why) noexcept : why_(why) {}

    bool ok() const noexcept { return why_.status() == MNR_OK; }
    explicit operator bool() const noexcept { return ok(); }
    void value() const
    {
        if (!ok())
            throw error(why_);
    }
    const failure &why() const noexcept { return why_; }

private:
    failure why_;
};

/* A view of bytes with another owner, like std::span of later standards. */
class bytes {
public:
    bytes() noexcept : data_(nullptr), size_(0) {}
    bytes(const std::uint8_t *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <typename Container>
    bytes(const Container &container) noexcept
        : data_(reinterpret_cast<const std::uint8_t *>(container.data())), size_(container.size())
    {
        static_assert(sizeof(*container.data()) == 1, "bytes are made of containers of bytes");
    }

    const std::uint8_t *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    const std::uint8_t *begin() const noexcept { return data_; }
    const std::uint8_t *end() const noexcept { return data_ + size_; }

private:
    const std::uint8_t *data_;
    std::size_t size_;
};

namespace detail {

/* Frees a handle. A handle that another thread uses cannot be freed; mnr_handles_alive then still
 * counts it. */
template <typename Handle, std::int32_t (*Free)(Handle *)>
struct freer {
    void operator()(Handle *handle) const noexcept { static_cast<void>(Free(handle)); }
};

template <typename Handle, std::int32_t (*Free)(Handle *)>
using owner = std::unique_ptr<Handle, freer<Handle, Free>>;

inline mnr_detail record() noexcept
{
    mnr_detail detail;
    MNR_INIT(&detail);
    return detail;
}

inline result<void> done(std::int32_t status, const mnr_detail &detail)
{
    return status == MNR_OK ? result<void>() : result<void>(failure(detail));
}

inline result<void> done(std::int32_t status)
{
    return status == MNR_OK ? result<void>() : result<void>(failure(status));
}

/* A text of any size that the C side copies out. */
template <typename Call>
result<std::string> text(Call call)
{
    std::size_t needed = 0;
    std::int32_t status = call(nullptr, std::size_t(0), &needed);
    if (status != MNR_ERROR_BUFFER)
        return failure(status);
    std::string text(needed, '\0');
    status = call(&text[0], text.size(), &needed);
    if (status != MNR_OK)
        return failure(status);
    text.resize(needed - 1);
    return text;
}

} // namespace detail

/* Ends all that is open before the program exits: see mnr_shutdown. Objects that still live afterwards do
 * nothing any more. */
inline result<void> shutdown(std::uint32_t limit_ms) { return detail::done(mnr_shutdown(limit_ms)); }

/* A maker's own driver. Its functions may throw: the exception is caught at the boundary, and the
 * library gets MNR_ERROR_DRIVER with a command that may have been sent. */
class driver {
public:
    /* The result of a command. */
    struct outcome {
        std::int32_t status = MNR_OK;
        std::size_t length = 0;
        bool may_have_been_sent = true;
        bool has_code = false;
        std::uint32_t code = 0;
    };

    virtual ~driver() = default;
    /* Sends the command exactly once; see mnr_driver. */
    virtual outcome transmit(bytes command, std::uint8_t *response, std::size_t capacity,
                             std::uint32_t limit_ms) = 0;
    virtual std::int32_t reset() = 0;
    virtual std::int32_t power_down() = 0;
    /* Override both if the national software needs the card: see mnr_driver. By default it does not. */
    virtual std::int32_t let_go() { return MNR_OK; }
    virtual std::int32_t take_back(std::uint32_t limit_ms)
    {
        static_cast<void>(limit_ms);
        return MNR_OK;
    }
};

/* A link to one chip. */
class link {
public:
    explicit link(mnr_link *handle) noexcept : handle_(handle) {}

    /* Opens a link over a maker's driver; the link then owns the driver. flags: a sum of MNR_LINK_*. */
    static result<link> open(std::unique_ptr<driver> own, std::uint32_t flags)
    {
        if (!own)
            return failure(MNR_ERROR_NULL);
        mnr_driver functions;
        MNR_INIT(&functions);
        functions.flags = flags;
        functions.transmit = [](void *user, const std::uint8_t *command, std::size_t length,
                                std::uint8_t *response, std::size_t capacity,
                                std::size_t *response_length, std::uint32_t limit_ms,
                                mnr_driver_failure *why) noexcept -> std::int32_t {
            try {
                const driver::outcome said = static_cast<driver *>(user)->transmit(
                    bytes(command, length), response, capacity, limit_ms);
                *response_length = said.length;
                why->may_have_been_sent = said.may_have_been_sent;
                why->has_code = said.has_code;
                why->code = said.code;
                return said.status;
            } catch (...) {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.reset = [](void *user) noexcept -> std::int32_t {
            try {
                return static_cast<driver *>(user)->reset();
            } catch (...) {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.power_down = [](void *user) noexcept -> std::int32_t {
            try {
                return static_cast<driver *>(user)->power_down();
            } catch (...) {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.let_go = [](void *user) noexcept -> std::int32_t {
            try {
                return static_cast<driver *>(user)->let_go();
            } catch (...) {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.take_back = [](void *user, std::uint32_t limit_ms) noexcept -> std::int32_t {
            try {
                return static_cast<driver *>(user)->take_back(limit_ms);
            } catch (...) {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.release = [](void *user) noexcept { delete static_cast<driver *>(user); };
        mnr_link *handle = nullptr;
        const std::int32_t status = mnr_link_open_driver(own.get(), &functions, &handle);
        if (status != MNR_OK)
            return failure(status);
        static_cast<void>(own.release()); /* the library calls release */
        return link(handle);
    }

    mnr_link *get() const noexcept { return handle_.get(); }
    /* Gives up ownership of the handle, as mnr_card_open needs it. */
    mnr_link *release() noexcept { return handle_.release(); }

private:
    detail::owner<mnr_link, mnr_link_free> handle_;
};

/* A certificate. */
class certificate {
public:
    explicit certificate(mnr_certificate *handle) noexcept : handle_(handle) {}

    static result<certificate> parse(bytes der)
    {
        mnr_certificate *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_certificate_parse(der.data(), der.size(), &handle, &why) != MNR_OK)
            return failure(why);
        return certificate(handle);
    }

    /* The bytes, valid as long as this object. */
    result<bytes> der() const
    {
        const std::uint8_t *data = nullptr;
        std::size_t size = 0;
        const std::int32_t status = mnr_certificate_der(handle_.get(), &data, &size);
        if (status != MNR_OK)
            return failure(status);
        return bytes(data, size);
    }

    result<std::string> serial() const
    {
        return detail::text([this](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_certificate_serial(handle_.get(), text, capacity, needed);
        });
    }

    result<mnr_assessment> assess(std::int32_t year, std::int32_t month, std::int32_t day,
                                  std::int32_t token = MNR_TOKEN_CARD,
                                  std::int32_t grace = MNR_GRACE_END_OF_MONTH,
                                  std::int32_t revocation = MNR_REVOCATION_UNKNOWN) const
    {
        mnr_assessment found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_certificate_assess(handle_.get(), year, month, day, token,
                                                           grace, revocation, &found);
        if (status != MNR_OK)
            return failure(status);
        return found;
    }

    mnr_certificate *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_certificate, mnr_certificate_free> handle_;
};

/* A set of trust anchors. */
class anchors {
public:
    explicit anchors(mnr_anchors *handle) noexcept : handle_(handle) {}

    static result<anchors> load(std::string_view toml)
    {
        mnr_anchors *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_anchors_load(toml.data(), toml.size(), &handle, &why) != MNR_OK)
            return failure(why);
        return anchors(handle);
    }

    /* The hierarchy that the certificate belongs to, MNR_HIERARCHY_*. */
    result<std::int32_t> verify(const certificate &which, bool accept_test = false) const
    {
        std::int32_t hierarchy = 0;
        mnr_detail why = detail::record();
        if (mnr_anchors_verify(handle_.get(), which.get(), accept_test, &hierarchy, &why) != MNR_OK)
            return failure(why);
        return hierarchy;
    }

    mnr_anchors *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_anchors, mnr_anchors_free> handle_;
};

/* The face record of a card. */
class face {
public:
    explicit face(mnr_face *handle) noexcept : handle_(handle) {}

    /* Decides whether the record may be used, and returns its hierarchy, MNR_HIERARCHY_*. Until this
     * has succeeded, the contents of the record cannot be read. */
    result<std::int32_t> verify(const anchors &trusted, bool accept_test = false,
                                std::int32_t untraced = MNR_UNTRACED_REFUSE)
    {
        std::int32_t hierarchy = MNR_HIERARCHY_UNTRACED;
        mnr_detail why = detail::record();
        if (mnr_face_verify(handle_.get(), trusted.get(), accept_test, untraced, &hierarchy, &why) !=
            MNR_OK)
            return failure(why);
        return hierarchy;
    }

    /* Whether the chip gave its two proofs. A forged chip gives them too: only verify decides. */
    bool proved() const noexcept
    {
        std::int32_t signature = MNR_ERROR_STATE, presence = MNR_ERROR_STATE;
        return mnr_face_proof(handle_.get(), &signature, &presence) == MNR_OK &&
               signature == MNR_OK && presence == MNR_OK;
    }

    /* JPEG 2000, valid as long as this object. */
    result<bytes> photo() const
    {
        const std::uint8_t *data = nullptr;
        std::size_t size = 0;
        const std::int32_t status = mnr_face_photo(handle_.get(), &data, &size);
        if (status != MNR_OK)
            return failure(status);
        return bytes(data, size);
    }

    result<mnr_face_facts> facts() const
    {
        mnr_face_facts found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_face_read_facts(handle_.get(), &found);
        if (status != MNR_OK)
            return failure(status);
        return found;
    }

    mnr_face *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_face, mnr_face_free> handle_;
};

/* A card profile. */
class profile {
public:
    explicit profile(mnr_profile *handle) noexcept : handle_(handle) {}

    static result<profile> load(std::string_view toml)
    {
        mnr_profile *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_profile_load(toml.data(), toml.size(), &handle, &why) != MNR_OK)
            return failure(why);
        return profile(handle);
    }

    /* The built-in profile as the text that load reads: a starting point for your own. */
    static result<std::string> built_in_toml() { return toml_of(nullptr); }
    result<std::string> toml() const { return toml_of(handle_.get()); }

    mnr_profile *get() const noexcept { return handle_.get(); }

private:
    static result<std::string> toml_of(mnr_profile *handle)
    {
        return detail::text([handle](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_profile_toml(handle, text, capacity, needed);
        });
    }

    detail::owner<mnr_profile, mnr_profile_free> handle_;
};

/* One card. end() and the destructor take the power away from the chip. */
class card {
public:
    explicit card(mnr_card *handle) noexcept : handle_(handle) {}

    static result<card> open(link over)
    {
        mnr_card *handle = nullptr;
        const std::int32_t status = mnr_card_open(over.get(), &handle);
        if (status != MNR_OK)
            return failure(status);
        static_cast<void>(over.release()); /* it is the card's now */
        return card(handle);
    }

    /* With a card profile instead of the built-in one. */
    static result<card> open(link over, const profile &by)
    {
        mnr_card *handle = nullptr;
        const std::int32_t status = mnr_card_open_with(over.get(), by.get(), &handle);
        if (status != MNR_OK)
            return failure(status);
        static_cast<void>(over.release());
        return card(handle);
    }

    result<mnr_identity> identify()
    {
        mnr_identity found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_card_identify(handle_.get(), &found);
        if (status != MNR_OK)
            return failure(status);
        return found;
    }

    result<std::int32_t> tries(std::int32_t key)
    {
        std::int32_t left = MNR_TRIES_UNKNOWN;
        mnr_detail why = detail::record();
        if (mnr_card_tries(handle_.get(), key, &left, &why) != MNR_OK)
            return failure(why);
        return left;
    }

    result<certificate> read_certificate(bytes pin = bytes(), std::int32_t last_try = MNR_LAST_TRY_KEEP)
    {
        mnr_certificate *read = nullptr;
        mnr_detail why = detail::record();
        if (mnr_card_read_certificate(handle_.get(), pin.data(), pin.size(), last_try, &read, &why) !=
            MNR_OK)
            return failure(why);
        return certificate(read);
    }

    result<void> verify(std::int32_t key, bytes secret, std::int32_t last_try = MNR_LAST_TRY_KEEP)
    {
        mnr_detail why = detail::record();
        const std::int32_t status =
            mnr_card_verify(handle_.get(), key, secret.data(), secret.size(), last_try, &why);
        return detail::done(status, why);
    }

    result<std::vector<std::uint8_t>> sign(std::int32_t key, std::int32_t scheme, bytes data,
                                           bytes secret, std::int32_t last_try = MNR_LAST_TRY_KEEP)
    {
        std::vector<std::uint8_t> signature(MNR_SIGNATURE_MAX);
        std::size_t needed = 0;
        mnr_detail why = detail::record();
        mnr_signing signing;
        MNR_INIT(&signing);
        signing.key = key;
        signing.scheme = scheme;
        signing.last_try = last_try;
        signing.data = data.data();
        signing.data_length = data.size();
        signing.secret = secret.data();
        signing.secret_length = secret.size();
        if (mnr_card_sign(handle_.get(), &signing, signature.data(), signature.size(), &needed,
                          &why) != MNR_OK)
            return failure(why);
        signature.resize(needed);
        return signature;
    }

    /* codes: readings of 14 digits each, one after the other. 0 means the default; see
     * mnr_readings. */
    result<face> read_face(bytes codes, const std::array<std::uint8_t, 32> &challenge,
                           std::size_t failed = 0, std::size_t agreeing = 0,
                           std::int32_t tries_kept = 0)
    {
        mnr_face *read = nullptr;
        mnr_detail why = detail::record();
        if (codes.size() % 14 != 0)
            return failure(MNR_ERROR_LENGTH);
        mnr_readings readings;
        MNR_INIT(&readings);
        readings.codes = codes.data();
        readings.count = codes.size() / 14;
        readings.failed = failed;
        readings.agreeing = agreeing;
        readings.tries_kept = tries_kept;
        if (mnr_card_read_face(handle_.get(), &readings, challenge.data(), &read, &why) != MNR_OK)
            return failure(why);
        return face(read);
    }

    /* Ends the patient's session and reports whether it succeeded. */
    result<void> end()
    {
        mnr_detail why = detail::record();
        const std::int32_t status = mnr_card_end(handle_.release(), &why);
        return detail::done(status, why);
    }

    mnr_card *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_card, mnr_card_free> handle_;
};

/* The reception. For events use get() and the functions of mynareader.h. */
class reception {
public:
    explicit reception(mnr_reception *handle) noexcept : handle_(handle) {}

    static result<reception> make(const mnr_reception_config *config = nullptr)
    {
        mnr_reception *handle = nullptr;
        const std::int32_t status = mnr_reception_new(config, &handle);
        if (status != MNR_OK)
            return failure(status);
        return reception(handle);
    }

    /* Answers a request: answer(now, action.number, mnr_answer_method(MNR_METHOD_PIN, MNR_ACTOR_PATIENT)). */
    result<void> answer(std::uint64_t at_ms, const mnr_number &number, const mnr_answer &what)
    {
        return detail::done(mnr_reception_answer(handle_.get(), at_ms, &number, &what));
    }

    /* Passes every action to a callable until none is left. */
    template <typename CarryOut>
    result<void> drain(CarryOut carry_out)
    {
        for (;;) {
            mnr_action action;
            MNR_INIT(&action);
            const std::int32_t status = mnr_reception_next_action(handle_.get(), &action);
            if (status == MNR_ERROR_NOT_FOUND)
                return result<void>();
            if (status != MNR_OK)
                return failure(status);
            carry_out(static_cast<const mnr_action &>(action));
        }
    }

    result<std::string> state_name() const
    {
        return detail::text([this](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_reception_state_name(handle_.get(), text, capacity, needed);
        });
    }

    result<std::string> journal() const
    {
        return detail::text([this](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_reception_journal(handle_.get(), text, capacity, needed);
        });
    }

    mnr_reception *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_reception, mnr_reception_free> handle_;
};

/* A maker's devices and programs; see mnr_devices. The desk calls them from the thread that runs it. */
class devices {
public:
    virtual ~devices() = default;
    /* A link to the card that is in the reader now. */
    virtual result<link> connect() = 0;
    /* The same for the phone on a paired reader (MNR_PHONE_READER_PAIRED). */
    virtual result<link> connect_phone() { return failure(MNR_ERROR_DRIVER); }
    /* Carries out an order. situation: for MNR_ACTION_ADVISE, otherwise null. */
    virtual void order(const mnr_action &action, const mnr_situation *situation) = 0;
    /* Starts a request. Hand in its answer with the desk's functions, now or later. */
    virtual void request(const mnr_action &action, const mnr_material *material) = 0;
    /* Receives the journal of a check-in that ended, as JSON. */
    virtual void journal(std::string_view json) { static_cast<void>(json); }
};

/* A check-in that runs itself. Any thread may call answers, events and stop() at any time, also from
 * inside the devices' functions. Only one thread at a time may call run(), poll() and the destructor,
 * and not from inside the devices' functions. */
class desk {
public:
    /* The desk owns the devices. If one of them throws, the desk stops, and run() or poll() throws the
     * exception again. */
    static result<desk> make(std::unique_ptr<devices> own,
                             const mnr_reception_config *config = nullptr,
                             const mnr_desk_options *options = nullptr)
    {
        if (!own)
            return failure(MNR_ERROR_NULL);
        mnr_devices functions;
        MNR_INIT(&functions);
        functions.connect = [](void *user, mnr_link **to) noexcept -> std::int32_t {
            std::int32_t status = MNR_ERROR_DRIVER;
            static_cast<kept *>(user)->guard([&](devices &all) {
                result<link> connected = all.connect();
                status = connected ? MNR_OK : connected.why().status();
                if (connected)
                    *to = connected->release();
            });
            return status;
        };
        functions.connect_phone = [](void *user, mnr_link **to) noexcept -> std::int32_t {
            std::int32_t status = MNR_ERROR_DRIVER;
            static_cast<kept *>(user)->guard([&](devices &all) {
                result<link> connected = all.connect_phone();
                status = connected ? MNR_OK : connected.why().status();
                if (connected)
                    *to = connected->release();
            });
            return status;
        };
        functions.order = [](void *user, const mnr_action *action,
                             const mnr_situation *situation) noexcept {
            static_cast<kept *>(user)->guard(
                [&](devices &all) { all.order(*action, situation); });
        };
        functions.request = [](void *user, const mnr_action *action,
                               const mnr_material *material) noexcept {
            static_cast<kept *>(user)->guard(
                [&](devices &all) { all.request(*action, material); });
        };
        functions.journal = [](void *user, const char *json, std::size_t length) noexcept {
            static_cast<kept *>(user)->guard(
                [&](devices &all) { all.journal(std::string_view(json, length)); });
        };
        functions.release = [](void *user) noexcept { delete static_cast<kept *>(user); };

        auto with = std::make_unique<kept>();
        with->own = std::move(own);
        mnr_desk *handle = nullptr;
        std::int32_t status = mnr_desk_new(config, options, with.get(), &functions, &handle);
        if (status != MNR_OK)
            return failure(status);
        desk made(handle, with.release()); /* the library calls release */
        made.kept_->handle = handle;
        return made;
    }

    /* Events at the reader; see mnr_desk_card_placed and the functions after it. */
    result<void> card_placed(std::int32_t year, std::int32_t month, std::int32_t day)
    {
        return detail::done(mnr_desk_card_placed(handle_.get(), year, month, day));
    }
    result<void> card_removed() { return detail::done(mnr_desk_card_removed(handle_.get())); }
    result<void> phone_wanted(std::int32_t year, std::int32_t month, std::int32_t day,
                              std::int32_t actor)
    {
        return detail::done(mnr_desk_phone_wanted(handle_.get(), year, month, day, actor));
    }
    result<void> phone_placed(std::int32_t year, std::int32_t month, std::int32_t day)
    {
        return detail::done(mnr_desk_phone_placed(handle_.get(), year, month, day));
    }
    result<void> phone_removed() { return detail::done(mnr_desk_phone_removed(handle_.get())); }
    result<void> more_time(std::int32_t actor)
    {
        return detail::done(mnr_desk_more_time(handle_.get(), actor));
    }
    result<void> mode_changed(std::int32_t mode, std::int32_t actor)
    {
        return detail::done(mnr_desk_mode_changed(handle_.get(), mode, actor));
    }
    result<void> cancel(std::int32_t actor)
    {
        return detail::done(mnr_desk_cancel(handle_.get(), actor));
    }
    result<void> staff_confirmed(std::int32_t person, std::int32_t actor)
    {
        return detail::done(mnr_desk_staff_confirmed(handle_.get(), person, actor));
    }
    result<void> face_only_mark(bool valid, std::int32_t actor)
    {
        return detail::done(mnr_desk_face_only_mark(handle_.get(), valid ? 1 : 0, actor));
    }
    result<void> fault(std::uint32_t code_maker, std::uint32_t code_number, std::int32_t actor)
    {
        return detail::done(mnr_desk_fault(handle_.get(), code_maker, code_number, actor));
    }

    /* Answers a request: answer(action.number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)). */
    result<void> answer(const mnr_number &number, const mnr_answer &what)
    {
        return detail::done(mnr_desk_answer(handle_.get(), &number, &what));
    }

    /* Runs until stop() or until a device throws. */
    result<void> run()
    {
        const std::int32_t status = mnr_desk_run(handle_.get());
        hand_on(status);
        return detail::done(status);
    }

    /* Does the work that is due now. Returns the milliseconds until the next deadline, or
     * MNR_NO_LIMIT. */
    result<std::uint32_t> poll()
    {
        std::uint32_t wait = 0;
        const std::int32_t status = mnr_desk_poll(handle_.get(), &wait);
        hand_on(status);
        if (status != MNR_OK)
            return failure(status);
        return wait;
    }

    result<void> stop() { return detail::done(mnr_desk_stop(handle_.get())); }

    mnr_desk *get() const noexcept { return handle_.get(); }

private:
    /* The state of the callbacks; the library owns it until it calls release. */
    struct kept {
        std::unique_ptr<devices> own;
        mnr_desk *handle = nullptr;
        std::exception_ptr thrown;

        /* No exception crosses the boundary: it is kept, and the desk is stopped. */
        template <typename Work>
        void guard(Work work) noexcept
        {
            try {
                work(*own);
            } catch (...) {
                if (!thrown)
                    thrown = std::current_exception();
                static_cast<void>(mnr_desk_stop(handle));
            }
        }
    };

    /* The library frees it. */
    struct leave {
        void operator()(kept *) const noexcept {}
    };

    /* Rethrown in the thread where it was thrown, not in a second thread, whose call was refused. */
    void hand_on(std::int32_t status)
    {
        if (status != MNR_ERROR_BUSY && kept_ && kept_->thrown)
            std::rethrow_exception(std::exchange(kept_->thrown, nullptr));
    }

    desk(mnr_desk *handle, kept *with) noexcept : handle_(handle), kept_(with) {}

    detail::owner<mnr_desk, mnr_desk_free> handle_;
    std::unique_ptr<kept, leave> kept_; /* none once the desk was moved */
};

/* Guidance: what to say, what to do and what comes next. */
class guidance {
public:
    explicit guidance(mnr_guidance *handle) noexcept : handle_(handle) {}

    static result<guidance> of(std::uint32_t code_maker, std::uint32_t code_number,
                               const mnr_situation &situation, mnr_book *book = nullptr)
    {
        mnr_guidance *handle = nullptr;
        const std::int32_t status = mnr_guide(book, code_maker, code_number, &situation, &handle);
        if (status != MNR_OK)
            return failure(status);
        return guidance(handle);
    }

    result<std::string> text(std::int32_t which) const
    {
        return detail::text([this, which](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_guidance_text(handle_.get(), which, text, capacity, needed);
        });
    }

    mnr_guidance *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_guidance, mnr_guidance_free> handle_;
};

/* The guidance in force, and the public keys of who may sign packages of it. */
class shelf {
public:
    explicit shelf(mnr_shelf *handle) noexcept : handle_(handle) {}

    /* keys: 32 bytes each, one after the other; accepted: what the program stored of load. */
    static result<shelf> with(bytes keys, std::uint64_t accepted)
    {
        mnr_shelf *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_shelf_new(keys.data(), keys.size(), accepted, &handle, &why) != MNR_OK)
            return failure(why);
        return shelf(handle);
    }

    /* Takes a signed package; gives the highest version accepted so far, which is to be stored. */
    result<std::uint64_t> load(bytes package, int year, int month, int day)
    {
        std::uint64_t accepted = 0;
        mnr_detail why = detail::record();
        if (mnr_shelf_load(handle_.get(), package.data(), package.size(), year, month, day,
                           &accepted, &why) != MNR_OK)
            return failure(why);
        return accepted;
    }

    mnr_shelf *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_shelf, mnr_shelf_free> handle_;
};

/* An examination of the terminal's output folder (013). */
class folder {
public:
    explicit folder(mnr_folder *handle) noexcept : handle_(handle) {}

    /* path: UTF-8. 0 for the default limits. */
    static result<folder> examine(std::string_view path, std::uint32_t limit_ms = 0,
                                  std::uint64_t least_free = 0)
    {
        mnr_folder *handle = nullptr;
        const std::int32_t status =
            mnr_folder_examine(path.data(), path.size(), limit_ms, least_free, &handle);
        if (status != MNR_OK)
            return failure(status);
        return folder(handle);
    }

    result<mnr_folder_facts> facts() const
    {
        mnr_folder_facts found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_folder_read_facts(handle_.get(), &found);
        if (status != MNR_OK)
            return failure(status);
        return found;
    }

    result<std::string> text(std::int32_t which) const
    {
        return detail::text([this, which](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_folder_text(handle_.get(), which, text, capacity, needed);
        });
    }

    mnr_folder *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_folder, mnr_folder_free> handle_;
};

} // namespace mynareader

#endif
