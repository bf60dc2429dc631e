// Turns each word of a line around. An exception leads out of the loop, so that
// the unwinder is needed too.
#define _LARGEFILE64_SOURCE
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>

// Names that a libc may not take for itself.
namespace {
struct Words {
	std::istringstream in;
	std::string fopen64() {
		std::string word;
		if (!(in >> word))
			throw std::out_of_range("no more words");
		std::reverse(word.begin(), word.end());
		return word;
	}
	static const char *stat64() { return "stat64"; }
};
#define TEXT(name) #name
#define TEXT_OF(name) TEXT(name)
}

extern "C" int turn_words(const char *line, char *out, size_t size)
{
	// A libc that makes macros of them changes what is between the quotes.
	if (std::strcmp(TEXT_OF(stat64), Words::stat64()) || std::strcmp(TEXT_OF(fopen64), "fopen64"))
		return -1;
	Words words{std::istringstream(line)};
	std::string turned;
	try {
		for (;;)
			turned += (turned.empty() ? "" : " ") + words.fopen64();
	} catch (const std::out_of_range &) {
	}
	return std::snprintf(out, size, "%s", turned.c_str());
}
