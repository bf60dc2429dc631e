#include <stdexcept>
#include <string>
#include <thread>

/* What a thread throws and catches. */
extern "C" int caught(void)
{
	int found = 0;
	std::thread thread([&] {
		try {
			throw std::runtime_error(std::string("on purpose"));
		} catch (const std::exception &e) {
			found = std::string(e.what()) == "on purpose";
		}
	});
	thread.join();
	return found;
}
