import { Catch } from '@nestjs/common'
import type { ExceptionFilter } from '@nestjs/common'
import { throwError } from 'rxjs'
import type { Observable } from 'rxjs'

/** Nest's own RPC filter replaces each error by "Internal server error"; this one hands it on, so that its class steers the retry. */
@Catch()
export class PassThroughFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error)
  }
}

/** The key under which Nest keeps a method's filters (`EXCEPTION_FILTERS_METADATA`). */
const FILTERS = '__exceptionFilters__'

/** Puts the filter behind the method's own ones: they are asked first, whatever the order of the decorators. */
export function letErrorsThrough(descriptor: PropertyDescriptor): void {
  const method = descriptor.value as object
  const own = (Reflect.getMetadata(FILTERS, method) as unknown[] | undefined) ?? []
  Reflect.defineMetadata(FILTERS, [PassThroughFilter, ...own], method)
}
