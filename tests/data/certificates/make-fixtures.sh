#!/bin/sh
# Makes the certificates of this folder anew with OpenSSL, from the keys that lie here. They have
# the shape of the public test hierarchy: critical policies, the authority's name, an end at
# 23:59:59 in Japan.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
config=$work/config
cat >"$config" <<'CONFIG'
[req]
distinguished_name = dn
prompt = no
string_mask = utf8only
[ca_any]
serial = $ENV::WORK/serial
database = $ENV::WORK/index
new_certs_dir = $ENV::WORK
policy = policy_any
email_in_dn = no
unique_subject = no
[policy_any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
[dn]
C = JP
O = JPKI-TEST
1.OU = JPKI-TEST for user authentication
2.OU = Japan Agency for Local Authority Information Systems
[holder]
C = JP
CN = 00000000AAAAAA13221003A
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
certificatePolicies = critical, 1.2.392.200149.8.5.1.0.30
[auth]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
certificatePolicies = critical, @auth_policy
issuerAltName = dirName:alt
crlDistributionPoints = points
authorityInfoAccess = OCSP;URI:http://test-ocspauthnorm.example.jp
authorityKeyIdentifier = keyid:always, issuer:always
subjectKeyIdentifier = hash
[auth_policy]
policyIdentifier = 1.2.392.200149.8.5.1.0.30
CPS.1 = http://www.example.jp/cps.html
[sign]
keyUsage = critical, digitalSignature, nonRepudiation
certificatePolicies = critical, 1.2.392.200149.8.5.1.0.20
subjectAltName = @holder_names
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
[holder_names]
otherName.1 = 1.2.392.200149.8.5.5.1;FORMAT:UTF8,UTF8:見本　花子
otherName.2 = 1.2.392.200149.8.5.5.4;FORMAT:UTF8,UTF8:319800217
otherName.3 = 1.2.392.200149.8.5.5.3;FORMAT:UTF8,UTF8:2
otherName.4 = 1.2.392.200149.8.5.5.5;FORMAT:UTF8,UTF8:東京都千代田区見本町１－２－３
otherName.5 = 1.2.392.200149.8.5.5.2;FORMAT:UTF8,UTF8:00000
otherName.6 = 1.2.392.200149.8.5.5.6;FORMAT:UTF8,UTF8:000000000000000
[alt]
C = JP
O = Example
[points]
fullname = dirName:point
[point]
C = JP
O = JPKI-TEST
OU = CRL Distribution Points
CN = Example-shi CRLDP
CONFIG
export WORK="$work"
: >"$work/index"
sed 's/^distinguished_name = dn/distinguished_name = holder/' "$config" >"$work/holder"

# kind, request, serial number, first moment, last moment
issue() {
    printf '%s\n' "$3" >"$work/serial"
    openssl ca -batch -notext -utf8 -preserveDN -md sha256 -config "$config" -name ca_any \
        -keyfile root1.key.pem $6 $7 -in "$2" -extensions "$1" \
        -startdate "$4" -enddate "$5" -out "$work/$1.pem"
    openssl x509 -in "$work/$1.pem" -outform DER -out "$1.der"
}

openssl req -new -utf8 -config "$config" -key root1.key.pem -out "$work/root.csr"
openssl req -new -utf8 -config "$work/holder" -key auth.key.pem -out "$work/holder.csr"
issue ca "$work/root.csr" 5DAA 190914000000Z 290913145959Z -selfsign ''
mv ca.der root1.der
cp "$work/ca.pem" root1.pem
issue auth "$work/holder.csr" 01C2D3E4 220601030000Z 270217145959Z -cert root1.pem
issue sign "$work/holder.csr" 01C2D3E5 220601030000Z 270217145959Z -cert root1.pem

# The same shapes with ECDSA, as the next generation of the card is planned with: invented, no card's.
curve() { [ -f "$1.key.pem" ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$2" -out "$1.key.pem"; }
curve p384-root P-384
curve p384-auth P-384
curve p256-root P-256
# name, key of the issuer, request, kind, options
ecdsa() {
    openssl req -new -utf8 -config "$3" -key "$1.key.pem" -out "$work/$1.csr"
    printf '%s\n' "$6" >"$work/serial"
    openssl ca -batch -notext -utf8 -preserveDN -md "$7" -config "$config" -name ca_any \
        -keyfile "$2.key.pem" $5 -in "$work/$1.csr" -extensions "$4" \
        -startdate 290401000000Z -enddate 390331145959Z -out "$work/$1.pem"
    openssl x509 -in "$work/$1.pem" -outform DER -out "$1.der"
}
ecdsa p384-root p384-root "$config" ca -selfsign 5E01 sha384
ecdsa p256-root p256-root "$config" ca -selfsign 5E02 sha256
ecdsa p384-auth p384-root "$work/holder" auth "-cert $work/p384-root.pem" 01C2D3E6 sha384
