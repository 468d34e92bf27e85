/* mynareader for C++17: header only, over mynareader.h. Handles free themselves, results hold a
 * value or a failure, callbacks are callables whose exceptions do not cross the boundary.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Only these throw: std::bad_alloc; result::value() if there is no value; desk::run() and
 * desk::poll(), which throw the exceptions of the program's own devices again. Without exceptions
 * (-fno-exceptions) value() ends the program instead, and the program's own functions must not throw; RTTI
 * is not needed. get() returns the handle of mynareader.h, for functions that a class does not wrap. A
 * handle that was made without a value or moved from is empty: its calls return MNR_ERROR_NULL. The names
 * are those of mynareader.h without mnr_. Its comments apply here too: ownership, threads, blocking, errors.
 */
#ifndef MYNAREADER_HPP
#define MYNAREADER_HPP

#include "mynareader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define MNR_DETAIL_TRY try
#define MNR_DETAIL_CATCH_ALL catch (...)
#define MNR_DETAIL_THROW(what) throw what
#else
#define MNR_DETAIL_TRY if (true)
#define MNR_DETAIL_CATCH_ALL else
#define MNR_DETAIL_THROW(what) std::abort()
#endif

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
            MNR_DETAIL_THROW(error(std::get<1>(either_)));
        return std::get<0>(either_);
    }
    const T &value() const & { return const_cast<result *>(this)->value(); }
    T &&value() && { return std::move(value()); }

    /* The value, or another one. */
    template <typename Other>
    T value_or(Other &&other) const &
    {
        return ok() ? **this : static_cast<T>(std::forward<Other>(other));
    }
    template <typename Other>
    T value_or(Other &&other) &&
    {
        return ok() ? std::move(**this) : static_cast<T>(std::forward<Other>(other));
    }

    /* The value; call it only if ok(). */
    T &operator*() & noexcept { return *std::get_if<0>(&either_); }
    const T &operator*() const & noexcept { return *std::get_if<0>(&either_); }
    T &&operator*() && noexcept { return std::move(*std::get_if<0>(&either_)); }
    T *operator->() noexcept { return std::get_if<0>(&either_); }
    const T *operator->() const noexcept { return std::get_if<0>(&either_); }

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
            MNR_DETAIL_THROW(error(why_));
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

/* So many entries, each made by a callable from its index. */
template <typename Entry, typename Make>
result<std::vector<Entry>> entries(std::size_t count, Make make)
{
    std::vector<Entry> all;
    all.reserve(count);
    for (std::size_t index = 0; index < count; index++) {
        result<Entry> entry = make(index);
        if (!entry)
            return entry.why();
        all.push_back(std::move(*entry));
    }
    return all;
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
    explicit link(mnr_link *handle = nullptr) noexcept : handle_(handle) {}

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
            MNR_DETAIL_TRY {
                const driver::outcome said = static_cast<driver *>(user)->transmit(
                    bytes(command, length), response, capacity, limit_ms);
                *response_length = said.length;
                why->may_have_been_sent = said.may_have_been_sent;
                why->has_code = said.has_code;
                why->code = said.code;
                return said.status;
            } MNR_DETAIL_CATCH_ALL {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.reset = [](void *user) noexcept -> std::int32_t {
            MNR_DETAIL_TRY {
                return static_cast<driver *>(user)->reset();
            } MNR_DETAIL_CATCH_ALL {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.power_down = [](void *user) noexcept -> std::int32_t {
            MNR_DETAIL_TRY {
                return static_cast<driver *>(user)->power_down();
            } MNR_DETAIL_CATCH_ALL {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.let_go = [](void *user) noexcept -> std::int32_t {
            MNR_DETAIL_TRY {
                return static_cast<driver *>(user)->let_go();
            } MNR_DETAIL_CATCH_ALL {
                return MNR_ERROR_DRIVER;
            }
        };
        functions.take_back = [](void *user, std::uint32_t limit_ms) noexcept -> std::int32_t {
            MNR_DETAIL_TRY {
                return static_cast<driver *>(user)->take_back(limit_ms);
            } MNR_DETAIL_CATCH_ALL {
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

    /* Resets the card (warm); nothing stays verified. */
    result<void> reset()
    {
        mnr_detail why = detail::record();
        return detail::done(mnr_link_reset(get(), &why), why);
    }
    /* Takes the power away; the link remains. */
    result<void> power_down()
    {
        mnr_detail why = detail::record();
        return detail::done(mnr_link_power_down(get(), &why), why);
    }

    mnr_link *get() const noexcept { return handle_.get(); }
    /* Gives up ownership of the handle, as mnr_card_open needs it. */
    mnr_link *release() noexcept { return handle_.release(); }

private:
    detail::owner<mnr_link, mnr_link_free> handle_;
};

/* A reader of PC/SC. */
class reader {
public:
    explicit reader(mnr_reader *handle = nullptr) noexcept : handle_(handle) {}

    /* The names of the readers that PC/SC knows. */
    static result<std::vector<std::string>> names()
    {
        mnr_readers *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_readers_list(&handle, &why) != MNR_OK)
            return failure(why);
        const detail::owner<mnr_readers, mnr_readers_free> list(handle);
        std::size_t count = 0;
        const std::int32_t status = mnr_readers_count(list.get(), &count);
        if (status != MNR_OK)
            return failure(status);
        return detail::entries<std::string>(count, [&list](std::size_t index) {
            return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
                return mnr_readers_name(list.get(), index, text, capacity, needed);
            });
        });
    }

    static result<reader> open(std::string_view name)
    {
        mnr_reader *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_reader_open(name.data(), name.size(), &handle, &why) != MNR_OK)
            return failure(why);
        return reader(handle);
    }

    result<bool> has_card()
    {
        std::int32_t present = 0;
        mnr_detail why = detail::record();
        if (mnr_reader_has_card(get(), &present, &why) != MNR_OK)
            return failure(why);
        return present != 0;
    }

    result<void> wait_for_card(std::uint32_t limit_ms = MNR_NO_LIMIT)
    {
        mnr_detail why = detail::record();
        const std::int32_t status = mnr_reader_wait_for_card(get(), limit_ms, &why);
        return detail::done(status, why);
    }

    result<void> wait_for_removal(std::uint32_t limit_ms = MNR_NO_LIMIT)
    {
        mnr_detail why = detail::record();
        const std::int32_t status = mnr_reader_wait_for_removal(get(), limit_ms, &why);
        return detail::done(status, why);
    }

    /* Ends a wait in another thread. */
    result<void> cancel() { return detail::done(mnr_reader_cancel(get())); }

    result<void> set_sharing_patience(std::uint32_t patience_ms)
    {
        return detail::done(mnr_reader_set_sharing_patience(get(), patience_ms));
    }

    result<link> connect()
    {
        mnr_link *made = nullptr;
        mnr_detail why = detail::record();
        if (mnr_reader_connect(get(), &made, &why) != MNR_OK)
            return failure(why);
        return link(made);
    }

    mnr_reader *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_reader, mnr_reader_free> handle_;
};

/* A certificate. */
class certificate {
public:
    explicit certificate(mnr_certificate *handle = nullptr) noexcept : handle_(handle) {}

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

    result<mnr_assessment> assess(const mnr_date &day, std::int32_t token = MNR_TOKEN_CARD,
                                  std::int32_t grace = MNR_GRACE_END_OF_MONTH,
                                  std::int32_t revocation = MNR_REVOCATION_UNKNOWN) const
    {
        mnr_assessment found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_certificate_assess(handle_.get(), &day, token,
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
    explicit anchors(mnr_anchors *handle = nullptr) noexcept : handle_(handle) {}

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
    explicit face(mnr_face *handle = nullptr) noexcept : handle_(handle) {}

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
    explicit profile(mnr_profile *handle = nullptr) noexcept : handle_(handle) {}

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
    explicit card(mnr_card *handle = nullptr) noexcept : handle_(handle) {}

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

    /* Changes a PIN or password; see mnr_card_change. */
    result<void> change(std::int32_t key, bytes current, bytes replacement,
                        std::int32_t last_try = MNR_LAST_TRY_KEEP)
    {
        mnr_detail why = detail::record();
        mnr_change change;
        MNR_INIT(&change);
        change.key = key;
        change.last_try = last_try;
        change.current = current.data();
        change.current_length = current.size();
        change.replacement = replacement.data();
        change.replacement_length = replacement.size();
        return detail::done(mnr_card_change(handle_.get(), &change, &why), why);
    }

    /* The signature certificate, which is personal data; see mnr_card_read_signature_certificate. */
    result<certificate> read_signature_certificate(bytes password,
                                                   std::int32_t last_try = MNR_LAST_TRY_KEEP)
    {
        mnr_certificate *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_card_read_signature_certificate(handle_.get(), password.data(), password.size(), last_try,
                                                &handle, &why) != MNR_OK)
            return failure(why);
        return certificate(handle);
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
    explicit reception(mnr_reception *handle = nullptr) noexcept : handle_(handle) {}

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
    /* Receives the journal of a check-in that ended: the number of the action that closed it, and the line of JSON
     * for a file. */
    virtual void journal(const mnr_number &number, std::string_view line)
    {
        static_cast<void>(number);
        static_cast<void>(line);
    }
};

/* A check-in that runs itself. Any thread may call answers, events and stop() at any time, also from
 * inside the devices' functions. Only one thread at a time may call run() and poll(), and not from inside
 * the devices' functions. The destructor stops a desk that runs in another thread and waits until run() is
 * about to return; inside the devices' functions it stops the desk, which goes when run() or poll() is done. */
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
        functions.connect = [](void *user, mnr_link **to) noexcept {
            return connected(user, to, [](devices &all) { return all.connect(); });
        };
        functions.connect_phone = [](void *user, mnr_link **to) noexcept {
            return connected(user, to, [](devices &all) { return all.connect_phone(); });
        };
        functions.order = [](void *user, const mnr_action *action,
                             const mnr_situation *situation) noexcept {
            of(user).guard(
                [&](devices &all) { all.order(*action, situation); });
        };
        functions.request = [](void *user, const mnr_action *action,
                               const mnr_material *material) noexcept {
            of(user).guard(
                [&](devices &all) { all.request(*action, material); });
        };
        functions.journal = [](void *user, const mnr_number *number, const char *line,
                               std::size_t length) noexcept {
            of(user).guard(
                [&](devices &all) { all.journal(*number, std::string_view(line, length)); });
        };
        functions.release = [](void *user) noexcept { delete static_cast<std::shared_ptr<kept> *>(user); };

        auto with = std::make_shared<kept>();
        with->own = std::move(own);
        auto user = std::make_unique<std::shared_ptr<kept>>(with);
        const std::int32_t status =
            mnr_desk_new(config, options, user.get(), &functions, &with->handle);
        if (status != MNR_OK)
            return failure(status);
        static_cast<void>(user.release()); /* the library calls release */
        return desk(std::move(with));
    }

    desk() noexcept = default;
    desk(desk &&) noexcept = default;
    desk &operator=(desk &&other) noexcept
    {
        if (this != &other) {
            end();
            kept_ = std::move(other.kept_);
        }
        return *this;
    }
    ~desk() { end(); }

    /* Events at the reader; see mnr_desk_card_placed and the functions after it. */
    result<void> card_placed(const mnr_date &day)
    {
        return detail::done(mnr_desk_card_placed(get(), &day));
    }
    result<void> card_removed() { return detail::done(mnr_desk_card_removed(get())); }
    result<void> phone_wanted(const mnr_date &day, std::int32_t actor)
    {
        return detail::done(mnr_desk_phone_wanted(get(), &day, actor));
    }
    result<void> phone_placed(const mnr_date &day)
    {
        return detail::done(mnr_desk_phone_placed(get(), &day));
    }
    result<void> phone_removed() { return detail::done(mnr_desk_phone_removed(get())); }
    result<void> more_time(std::int32_t actor)
    {
        return detail::done(mnr_desk_more_time(get(), actor));
    }
    result<void> mode_changed(std::int32_t mode, std::int32_t actor)
    {
        return detail::done(mnr_desk_mode_changed(get(), mode, actor));
    }
    result<void> cancel(std::int32_t actor)
    {
        return detail::done(mnr_desk_cancel(get(), actor));
    }
    result<void> staff_confirmed(std::int32_t person, std::int32_t actor)
    {
        return detail::done(mnr_desk_staff_confirmed(get(), person, actor));
    }
    result<void> face_only_mark(bool valid, std::int32_t actor)
    {
        return detail::done(mnr_desk_face_only_mark(get(), valid ? 1 : 0, actor));
    }
    result<void> fault(std::uint32_t code_maker, std::uint32_t code_number, std::int32_t actor)
    {
        return detail::done(mnr_desk_fault(get(), code_maker, code_number, actor));
    }

    /* Answers a request: answer(action.number, mnr_answer_method(MNR_METHOD_FACE, MNR_ACTOR_PATIENT)). */
    result<void> answer(const mnr_number &number, const mnr_answer &what)
    {
        return detail::done(mnr_desk_answer(get(), &number, &what));
    }

    /* Runs until stop() or until a device throws. */
    result<void> run()
    {
        return at_work([](mnr_desk *handle) { return mnr_desk_run(handle); });
    }

    /* Does the work that is due now. Returns the milliseconds until the next deadline, or
     * MNR_NO_LIMIT. */
    result<std::uint32_t> poll()
    {
        std::uint32_t wait = 0;
        result<void> done =
            at_work([&wait](mnr_desk *handle) { return mnr_desk_poll(handle, &wait); });
        if (!done)
            return done.why();
        return wait;
    }

    result<void> stop() { return detail::done(mnr_desk_stop(get())); }

    /* Where the check-in stands: "idle", "entering-pin". For any thread. */
    result<std::string> state_name() const
    {
        return detail::text([this](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_desk_state_name(get(), text, capacity, needed);
        });
    }

    mnr_desk *get() const noexcept { return kept_ ? kept_->handle : nullptr; }

private:
    /* The state of the callbacks. The library owns a part in it until it calls release, and so does a call
     * at work, after which the desk itself may be gone. */
    struct kept {
        std::unique_ptr<devices> own;
        mnr_desk *handle = nullptr;
        std::exception_ptr thrown;
        bool orphaned = false; /* by the desk's own thread */

        /* No exception crosses the boundary: it is kept, and the desk is stopped. */
        template <typename Work>
        void guard(Work work) noexcept
        {
            MNR_DETAIL_TRY {
                work(*own);
            } MNR_DETAIL_CATCH_ALL {
                if (!thrown)
                    thrown = std::current_exception();
                static_cast<void>(mnr_desk_stop(handle));
            }
        }
    };

    template <typename Connect>
    static std::int32_t connected(void *user, mnr_link **to, Connect connect) noexcept
    {
        std::int32_t status = MNR_ERROR_DRIVER;
        of(user).guard([&](devices &all) {
            result<link> made = connect(all);
            status = made ? MNR_OK : made.why().status();
            if (made)
                *to = made->release();
        });
        return status;
    }

    static kept &of(void *user) noexcept { return **static_cast<std::shared_ptr<kept> *>(user); }

    /* An exception is rethrown in the thread where it was thrown, not in a second thread, whose call was
     * refused. */
    template <typename Work>
    result<void> at_work(Work work)
    {
        const std::shared_ptr<kept> with = kept_;
        if (!with)
            return failure(MNR_ERROR_NULL);
        const std::int32_t status = work(with->handle);
        if (status == MNR_ERROR_BUSY)
            return failure(status);
        if (with->orphaned)
            static_cast<void>(mnr_desk_free(with->handle));
        if (with->thrown)
            std::rethrow_exception(std::exchange(with->thrown, nullptr));
        return detail::done(status);
    }

    void end() noexcept
    {
        /* Busy only inside the devices' functions: the call at work frees it. */
        if (kept_ && mnr_desk_end(kept_->handle, MNR_NO_LIMIT) == MNR_ERROR_BUSY)
            kept_->orphaned = true;
        kept_.reset();
    }

    explicit desk(std::shared_ptr<kept> with) noexcept : kept_(std::move(with)) {}

    std::shared_ptr<kept> kept_; /* none once the desk was moved */
};

/* Rules and words. Where a book is asked for, none stands for the built-in one. */
class book {
public:
    explicit book(mnr_book *handle = nullptr) noexcept : handle_(handle) {}

    /* toml: a whole book, or with amend a change to the built-in one. */
    static result<book> load(std::string_view toml, bool amend)
    {
        mnr_book *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_book_load(toml.data(), toml.size(), amend ? 1 : 0, &handle, &why) != MNR_OK)
            return failure(why);
        return book(handle);
    }

    /* The tags of the languages that it has. */
    result<std::vector<std::string>> languages() const
    {
        std::size_t count = 0;
        const std::int32_t status = mnr_book_language_count(get(), &count);
        if (status != MNR_OK)
            return failure(status);
        return detail::entries<std::string>(count, [this](std::size_t index) {
            return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
                return mnr_book_language_at(get(), index, text, capacity, needed);
            });
        });
    }

    /* A text by its number, for the program's own screens. */
    result<std::string> text(std::uint32_t number, std::string_view language,
                             std::uint32_t reader_model = 0) const
    {
        return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_book_text(get(), number, language.data(), language.size(), reader_model, text,
                                 capacity, needed);
        });
    }

    /* The words that belong to an action, one of MNR_WORDS_*. */
    result<std::string> words(const mnr_action &action, std::int32_t which, std::string_view language,
                              std::uint32_t reader_model = 0) const
    {
        return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_action_words(get(), &action, which, language.data(), language.size(),
                                    reader_model, text, capacity, needed);
        });
    }

    /* A leaflet or form as an HTML page; see mnr_page_html. */
    result<std::string> page(std::int32_t page, std::string_view language, std::string_view facility,
                             std::string_view phone, const mnr_date &day,
                             std::uint32_t reader_model = 0) const
    {
        return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_page_html(get(), page, language.data(), language.size(), facility.data(),
                                 facility.size(), phone.data(), phone.size(), reader_model, &day,
                                 text, capacity, needed);
        });
    }

    mnr_book *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_book, mnr_book_free> handle_;
};

/* A code: 0 and its number for the national ones, a maker's number and theirs for the others. */
struct code {
    std::uint32_t maker;
    std::uint32_t number;
};

/* The code of the national table for what was seen. */
inline result<code> diagnose(const mnr_symptom &symptom)
{
    code found = {0, 0};
    const std::int32_t status = mnr_diagnose(&symptom, &found.maker, &found.number);
    if (status != MNR_OK)
        return failure(status);
    return found;
}

/* Guidance: what to say, what to do and what comes next. */
class guidance {
public:
    explicit guidance(mnr_guidance *handle = nullptr) noexcept : handle_(handle) {}

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

    /* An entry of a list: its stable number and its words. */
    struct item {
        std::int32_t number = 0;
        std::string text;
    };

    /* A list, one of MNR_LIST_*, in its order. */
    result<std::vector<item>> list(std::int32_t which) const
    {
        std::size_t count = 0;
        const std::int32_t status = mnr_guidance_count(get(), which, &count);
        if (status != MNR_OK)
            return failure(status);
        return detail::entries<item>(count, [this, which](std::size_t index) -> result<item> {
            item entry;
            result<std::string> words =
                detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
                    return mnr_guidance_item(get(), which, index, &entry.number, text, capacity,
                                             needed);
                });
            if (!words)
                return words.why();
            entry.text = std::move(*words);
            return entry;
        });
    }

    /* A next step: its facts, its name, and why it is open or closed. */
    struct next_step {
        mnr_next_step facts;
        std::string name;
        std::string reason;
    };

    /* The next steps, in their order. */
    result<std::vector<next_step>> next_steps() const
    {
        result<mnr_guidance_facts> of = facts();
        if (!of)
            return of.why();
        return detail::entries<next_step>(of->next_steps, [this](std::size_t index) -> result<next_step> {
            next_step step;
            MNR_INIT(&step.facts);
            const std::int32_t status = mnr_guidance_next_step(get(), index, &step.facts);
            if (status != MNR_OK)
                return failure(status);
            result<std::string> name = step_text(index, 0), reason = step_text(index, 1);
            if (!name || !reason)
                return name ? reason.why() : name.why();
            step.name = std::move(*name);
            step.reason = std::move(*reason);
            return step;
        });
    }

    result<mnr_guidance_facts> facts() const
    {
        mnr_guidance_facts found;
        MNR_INIT(&found);
        const std::int32_t status = mnr_guidance_read_facts(get(), &found);
        if (status != MNR_OK)
            return failure(status);
        return found;
    }

    mnr_guidance *get() const noexcept { return handle_.get(); }

private:
    result<std::string> step_text(std::size_t index, std::int32_t reason) const
    {
        return detail::text([&](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_guidance_step_text(get(), index, reason, text, capacity, needed);
        });
    }

    detail::owner<mnr_guidance, mnr_guidance_free> handle_;
};

/* The guidance in force, and the public keys of who may sign packages of it. */
class shelf {
public:
    explicit shelf(mnr_shelf *handle = nullptr) noexcept : handle_(handle) {}

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
    result<std::uint64_t> load(bytes package, const mnr_date &day)
    {
        std::uint64_t accepted = 0;
        mnr_detail why = detail::record();
        if (mnr_shelf_load(handle_.get(), package.data(), package.size(), &day,
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
    explicit folder(mnr_folder *handle = nullptr) noexcept : handle_(handle) {}

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

/* What gets the lines of the log. */
using log_writer = std::function<void(std::int32_t level, std::string_view text)>;

/* Sets the log function of the whole process; an empty one turns the log off. What it throws is dropped. It
 * may run in any thread, one call at a time; call this from one thread at a time. */
inline result<void> set_log(log_writer write, std::int32_t level)
{
    static std::unique_ptr<log_writer> in_use;
    if (!write) {
        const std::int32_t status = mnr_set_log(nullptr, nullptr, level);
        if (status == MNR_OK)
            in_use.reset();
        return detail::done(status);
    }
    auto next = std::make_unique<log_writer>(std::move(write));
    const std::int32_t status = mnr_set_log(
        next.get(),
        [](void *user, std::int32_t of, const char *text) noexcept {
            MNR_DETAIL_TRY {
                (*static_cast<log_writer *>(user))(of, text);
            } MNR_DETAIL_CATCH_ALL {
            }
        },
        level);
    if (status == MNR_OK)
        in_use = std::move(next); /* the one before is not called any more */
    return detail::done(status);
}

#ifdef MNR_SIM
/* A virtual card; see mnr_sim_card. For development and tests only. */
class sim_card {
public:
    explicit sim_card(mnr_sim_card *handle = nullptr) noexcept : handle_(handle) {}

    /* The names of the personas. */
    static result<std::vector<std::string>> personas()
    {
        std::size_t count = 0;
        const std::int32_t status = mnr_sim_persona_count(&count);
        if (status != MNR_OK)
            return failure(status);
        return detail::entries<std::string>(count, [](std::size_t index) {
            return detail::text([index](char *text, std::size_t capacity, std::size_t *needed) {
                return mnr_sim_persona_name(index, text, capacity, needed);
            });
        });
    }

    static result<sim_card> make(std::string_view persona, const mnr_date &day)
    {
        mnr_sim_card *handle = nullptr;
        mnr_detail why = detail::record();
        if (mnr_sim_card_new(persona.data(), persona.size(), &day, &handle, &why) !=
            MNR_OK)
            return failure(why);
        return sim_card(handle);
    }

    /* A link to the card, as if it had been placed on a reader. */
    result<mynareader::link> link()
    {
        mnr_link *made = nullptr;
        const std::int32_t status = mnr_sim_card_link(get(), &made);
        if (status != MNR_OK)
            return failure(status);
        return mynareader::link(made);
    }

    /* The right value of a key. */
    result<std::string> secret(std::int32_t key) const
    {
        return detail::text([this, key](char *text, std::size_t capacity, std::size_t *needed) {
            return mnr_sim_card_secret(get(), key, text, capacity, needed);
        });
    }

    result<std::int32_t> tries(std::int32_t key) const
    {
        std::int32_t left = 0;
        const std::int32_t status = mnr_sim_card_tries(get(), key, &left);
        if (status != MNR_OK)
            return failure(status);
        return left;
    }

    result<void> fault(std::uint32_t exchange, std::int32_t what)
    {
        return detail::done(mnr_sim_card_fault(get(), exchange, what));
    }
    result<void> place() { return detail::done(mnr_sim_card_place(get())); }
    result<void> take_away() { return detail::done(mnr_sim_card_take_away(get())); }

    /* The authority that issued the virtual cards, as the hierarchy of test cards. */
    static result<anchors> authority()
    {
        mnr_anchors *made = nullptr;
        const std::int32_t status = mnr_sim_anchors(&made);
        if (status != MNR_OK)
            return failure(status);
        return anchors(made);
    }

    mnr_sim_card *get() const noexcept { return handle_.get(); }

private:
    detail::owner<mnr_sim_card, mnr_sim_card_free> handle_;
};
#endif

} // namespace mynareader

#undef MNR_DETAIL_TRY
#undef MNR_DETAIL_CATCH_ALL
#undef MNR_DETAIL_THROW

#endif
