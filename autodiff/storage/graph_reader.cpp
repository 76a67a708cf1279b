#include <autodiff/storage/graph_reader.hpp>

#include <autodiff/storage/format.hpp>

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace autodiff::storage {

namespace {

/// Name as it may be shown: what a damaged file calls an operation can be anything.
std::string printable(std::string_view name) {
    std::string out;
    for (const char c : name) out += c >= ' ' && c <= '~' ? c : '?';
    return out;
}

std::optional<ops::Opcode> operation_called(std::string_view name) {
    for (std::size_t i = 0; i < ops::Catalogue::size; ++i)
        if (notation(static_cast<ops::Opcode>(i)).name == name) return static_cast<ops::Opcode>(i);
    return std::nullopt;
}

ops::Opcode read_operation(Reader& in) {
    const std::size_t place = in.offset();
    const std::string_view name = in.text(in.number<std::uint8_t>("a name's length"), "an operation's name");
    const auto stored = in.number<std::uint8_t>("a number of arguments");
    const std::optional<ops::Opcode> operation = operation_called(name);
    if (!operation)
        refuse(place, fmt::format("there is an operation \"{}\", which this version does not have,", printable(name)),
               "read the file with the version of autodiff that wrote it, or a newer one");
    const int expected = arity(*operation);
    if (stored != (expected == ops::any_number ? any_number : static_cast<std::uint8_t>(expected)))
        refuse(place,
               fmt::format("the operation \"{}\" has {} arguments in the file and {} in this version,", name, stored,
                           expected),
               "read the file with the version of autodiff that wrote it");
    return *operation;
}

std::vector<ops::Opcode> read_operations(Reader in) {
    std::vector<ops::Opcode> operations;
    for (auto left = in.count(2, "operations"); left > 0; --left) {
        const std::size_t place = in.offset();
        operations.push_back(read_operation(in));
        if (std::ranges::find(operations, operations.back()) != operations.end() - 1)
            refuse(place, fmt::format("the operation \"{}\" is listed twice", notation(operations.back()).name));
    }
    in.require_end();
    return operations;
}

/// A node that stands before node number `end`.
NodeId read_node_id(Reader& in, std::size_t end, std::string_view what) {
    const std::size_t place = in.offset();
    const auto number = in.number<std::uint32_t>(what);
    if (number >= end) refuse(place, fmt::format("{} is node {}, and only {} stand before it", what, number, end));
    return static_cast<NodeId>(number);
}

/// Counted arguments, or as many as an operation takes.
std::vector<NodeId> read_arguments(Reader& in, const Graph& graph, int count) {
    std::vector<NodeId> arguments(count == ops::any_number ? in.count(4, "arguments")
                                                           : static_cast<std::size_t>(count));
    for (NodeId& argument : arguments) argument = read_node_id(in, graph.size(), "an argument");
    return arguments;
}

/// What the graph itself does not take is refused with its words.
template <class Add>
void add_or_refuse(std::size_t place, const Add& add) {
    try {
        add();
    } catch (const GraphError& error) {
        std::string why = error.what();
        if (why.ends_with('.')) why.pop_back();
        refuse(place, fmt::format("there is what no graph has ({}), found", why));
    }
}

/// Operations of the table, which are in the order of their first use.
class UsedOperations {
  public:
    explicit UsedOperations(std::span<const ops::Opcode> operations) : operations_(operations) {}

    /// The operation of a node's code.
    ops::Opcode use(std::uint16_t code, std::size_t place) {
        const std::size_t row = code - std::size_t{first_operation};
        if (row >= operations_.size() || row > used_)
            refuse(place,
                   fmt::format("a node has the code {}, which is no operation of the table or one before its turn,",
                               code));
        used_ = std::max(used_, row + 1);
        return operations_[row];
    }
    void require_all_used(std::size_t place) const {
        if (used_ != operations_.size()) refuse(place, "the table of operations has some that no node uses, found");
    }

  private:
    std::span<const ops::Opcode> operations_;
    std::size_t used_ = 0;
};

void read_node(Reader& in, Graph& graph, UsedOperations& operations) {
    const std::size_t place = in.offset();
    const auto code = in.number<std::uint16_t>("a node's code");
    if (code == input_code) {
        graph.add_input();
    } else if (code == constant_code) {
        graph.add_constant(std::bit_cast<double>(in.number<std::uint64_t>("a constant")));
    } else if (code == result_code) {
        const NodeId call = read_node_id(in, graph.size(), "a call");
        const auto number = in.number<std::uint32_t>("the number of a result");
        add_or_refuse(place, [&] { graph.add_result(call, number); });
    } else if (code == call_code) {
        const auto function = in.number<std::uint32_t>("the number of a function");
        const std::vector<NodeId> arguments = read_arguments(in, graph, ops::any_number);
        add_or_refuse(place, [&] { graph.add_call(function, arguments); });
    } else {
        const ops::Opcode operation = operations.use(code, place);
        const std::vector<NodeId> arguments = read_arguments(in, graph, arity(operation));
        add_or_refuse(place, [&] { graph.add(operation, arguments); });
    }
}

void read_nodes(Reader in, Graph& graph, UsedOperations& operations) {
    for (auto left = in.count(2, "nodes"); left > 0; --left) read_node(in, graph, operations);
    in.require_end();
}

using Bodies = std::vector<std::shared_ptr<const Graph>>;

std::shared_ptr<const Graph> read_body_number(Reader& in, const Bodies& bodies) {
    const std::size_t place = in.offset();
    const auto number = in.number<std::uint32_t>("the number of a called graph");
    if (number >= bodies.size())
        refuse(place, fmt::format("a function calls graph {}, and only {} stand before it", number, bodies.size()));
    return bodies[number];
}

void read_functions(Reader in, Graph& graph, const Bodies& bodies) {
    const std::size_t begin = in.offset();
    const std::uint32_t count = in.count(13, "functions");
    if (count == 0) refuse(begin, "the section \"FUNC\" has no functions, found");
    if (count > most_functions)
        refuse(begin,
               fmt::format("there are {} functions, more than the {} that a graph may have,", count, most_functions));
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::size_t place = in.offset();
        const auto kind = in.number<std::uint8_t>("the kind of a function");
        if (kind > static_cast<std::uint8_t>(GraphFunction::Kind::repeat_reverse))
            refuse(place, fmt::format("a function is of kind {}, which this version does not know,", kind),
                   "read the file with the version of autodiff that wrote it, or a newer one");
        GraphFunction function{.body = read_body_number(in, bodies), .kind = static_cast<GraphFunction::Kind>(kind)};
        function.steps = in.number<std::uint32_t>("a number of steps");
        function.shared = in.number<std::uint32_t>("a number of shared inputs");
        if (function.kind == GraphFunction::Kind::repeat_reverse) function.adjoint = read_body_number(in, bodies);
        add_or_refuse(place, [&] { graph.add_function(std::move(function)); });
    }
    in.require_end();
}

void read_data(Reader in, Graph& graph) {
    const std::size_t place = in.offset();
    const auto count = in.number<std::uint32_t>("the number of inputs that are data");
    if (count > graph.inputs().size())
        refuse(place, fmt::format("{} of {} inputs are data, as stated", count, graph.inputs().size()));
    graph.set_data_inputs(count);
    in.require_end();
}

void read_outputs(Reader in, Graph& graph) {
    for (auto left = in.count(4, "outputs"); left > 0; --left) {
        const std::size_t place = in.offset();
        const NodeId output = read_node_id(in, graph.size(), "an output");
        add_or_refuse(place, [&] { graph.add_output(output); });
    }
    in.require_end();
}

void read_guards(Reader in, Graph& graph) {
    for (auto left = in.count(5, "guards"); left > 0; --left) {
        const std::size_t place = in.offset();
        const NodeId comparison = read_node_id(in, graph.size(), "a guard's comparison");
        const auto taken = in.number<std::uint8_t>("a guard's outcome");
        if (taken > 1) refuse(place, fmt::format("a guard's outcome is {}, neither 0 nor 1,", taken));
        try {
            graph.add_guard(comparison, taken == 1);
        } catch (const GraphError&) {
            refuse(place, fmt::format("a guard names node {}, which is no comparison,", index(comparison)));
        }
    }
    in.require_end();
}

/// The section that has to come next.
Reader section(Reader& in, std::string_view expected) {
    const std::size_t place = in.offset();
    const std::string_view kind = in.text(4, "a section's kind");
    const auto size = in.number<std::uint64_t>("a section's size");
    if (std::ranges::find(sections, kind) == sections.end())
        refuse(place, fmt::format("there is a section \"{}\", which this version does not know,", printable(kind)),
               "read the file with the version of autodiff that wrote it, or a newer one");
    if (kind != expected) refuse(place, fmt::format("the section \"{}\" stands where \"{}\" belongs,", kind, expected));
    return in.part(size, fmt::format("the section \"{}\"", kind));
}

Graph read_graph(Reader& in, UsedOperations& operations, const Bodies& bodies) {
    Graph graph;
    if (in.next_is("FUNC")) read_functions(section(in, "FUNC"), graph, bodies);
    read_nodes(section(in, "NODE"), graph, operations);
    read_data(section(in, "DATA"), graph);
    read_outputs(section(in, "OUTP"), graph);
    read_guards(section(in, "GARD"), graph);
    return graph;
}

} // namespace

StoredGraph read_sections(Reader in) {
    const std::vector<ops::Opcode> table = read_operations(section(in, "OPER"));
    UsedOperations operations(table);
    Bodies bodies;
    while (in.next_is("BODY")) {
        Reader body = section(in, "BODY");
        bodies.push_back(std::make_shared<const Graph>(read_graph(body, operations, bodies)));
        body.require_end();
    }
    Graph graph = read_graph(in, operations, bodies);
    operations.require_all_used(in.offset());
    // Whatever else stands there would be part of the function, too.
    if (in.left() > 0) static_cast<void>(section(in, "nothing"));
    return {std::move(graph), !bodies.empty()};
}

} // namespace autodiff::storage
