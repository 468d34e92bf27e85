// The header a second time in one program.
#include <mynareader.hpp>

const char *name_from_the_other_file(std::int32_t status);

const char *name_from_the_other_file(std::int32_t status)
{
    return mynareader::failure(status).name();
}
