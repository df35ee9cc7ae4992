#include "atlas/chain_picture_pdf.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

#include <memory>

namespace lianzhao::atlas {
namespace {

constexpr double kPointsPerPixel = 0.75;  // 72 points an inch, 96 pixels an inch

struct Release {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(GError* error) const { g_error_free(error); }
};

cairo_status_t append(void* out, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

Error failed(std::string_view what, GError* error) {
  const std::unique_ptr<GError, Release> owned(error);
  return {ErrorCode::kBadInput, std::string(what) + (error ? std::string(": ") + error->message : std::string())};
}

}  // namespace

Result<std::string> picture_to_pdf(std::string_view svg) {
  GError* error = nullptr;
  const std::unique_ptr<RsvgHandle, Release> handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) return failed("the picture is no SVG", error);
  double width = 0, height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) || width <= 0 || height <= 0) {
    return Error{ErrorCode::kBadInput, "the picture states no size"};
  }
  std::string pdf;
  {
    const std::unique_ptr<cairo_surface_t, Release> surface(
        cairo_pdf_surface_create_for_stream(append, &pdf, width * kPointsPerPixel, height * kPointsPerPixel));
    const std::unique_ptr<cairo_t, Release> page(cairo_create(surface.get()));
    const RsvgRectangle all{0, 0, width * kPointsPerPixel, height * kPointsPerPixel};
    if (!rsvg_handle_render_document(handle.get(), page.get(), &all, &error)) {
      return failed("the picture cannot be drawn", error);
    }
    cairo_show_page(page.get());
    cairo_surface_finish(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
      return Error{ErrorCode::kIo, "the PDF cannot be written"};
    }
  }
  return pdf;
}

}  // namespace lianzhao::atlas
